/** A published site's search index: a row a thing, `[page, class, label, other names, facts, items]`. */
export interface Index {
  kinds: Record<string, string>;
  things: [page: string, cls: string, label: string, names: string, facts: string, items: number][];
}

/** One thing that can be found. */
export interface Found {
  id: number;
  page: string;
  cls: string;
  kind: string;
  label: string;
  names: string;
  facts: string;
  items: number;
}

/** The index as records. */
export function rows(index: Index): Found[] {
  return index.things.map(([page, cls, label, names, facts, items], id) => ({
    id,
    page,
    cls,
    kind: index.kinds[cls] ?? cls,
    label,
    names,
    facts,
    items,
  }));
}

/** What is to be shown: the hits in their order, or without words everything, most reported first; of one class or all. */
export function matches(things: readonly Found[], hits: readonly number[] | null, cls: string): Found[] {
  const found = hits
    ? hits.flatMap((id) => things[id] ?? [])
    : [...things].sort((a, b) => b.items - a.items || a.label.localeCompare(b.label, "en"));
  return cls ? found.filter((thing) => thing.cls === cls) : found;
}
