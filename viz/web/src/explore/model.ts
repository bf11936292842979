// The explorer's document (viz/explore/document.py) as typed columns, with every node's neighbours.

export interface ClassLook {
  id: string;
  name: string;
  plural: string;
  light: string;
  dark: string;
}

/** What the first picture needs, as it comes. */
export interface Core {
  version: number;
  title: string;
  base: string;
  classes: ClassLook[];
  types: { id: string; family: string }[];
  families: { id: string; label: string }[];
  kinds: string[];
  communities: string[];
  nodes: {
    cls: number[];
    label: string[];
    acronym: Record<string, string>;
    type: number[];
    start: string[];
    reports: number[];
    community: number[];
    x: number[];
    y: number[];
  };
  edges: { from: number[]; to: number[]; kind: number[] };
}

export type QuoteRow = [words: string, sentence: string, item: number];

/** What the panel tells of a node beside its columns; what is not known is left out. */
export interface Facts {
  names?: string[];
  kind?: string;
  types?: string[];
  end?: string;
  time?: string;
  status?: string;
  background?: boolean;
  theme?: string;
  purpose?: string;
  celebrates?: string;
  sure?: number;
  at?: [number, number];
  posts?: [title: string, organisation: string, former: boolean][];
  quotes?: QuoteRow[];
}

export interface Details {
  iri: string[];
  of: Facts[];
  items: [title: string, url: string, date: string][];
  posts: Record<string, [title: string, former: boolean]>;
}

export interface Graph {
  core: Core;
  size: number;
  cls: Uint8Array;
  type: Int16Array;
  community: Int32Array;
  reports: Uint32Array;
  degree: Uint32Array;
  x: Float32Array;
  y: Float32Array;
  /** month of a node's start, counted from year 0; -1: none, or no more precise than a year */
  month: Int32Array;
  from: Uint32Array;
  to: Uint32Array;
  kind: Uint8Array;
  /** edges of node n: edgesOf[first[n]] … edgesOf[first[n + 1] - 1] */
  first: Uint32Array;
  edgesOf: Uint32Array;
  box: Box;
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** "2024-07-14" or "2024-07" as months since year 0; -1 for anything else. */
export function monthOf(date: string): number {
  const found = /^(\d{4})-(\d\d)/.exec(date);
  const month = Number(found?.[2]);
  return found && month >= 1 && month <= 12 ? Number(found[1]) * 12 + month - 1 : -1;
}

/** 24293 → "2024-06". */
export function monthName(month: number): string {
  return `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
}

export function graphOf(core: Core): Graph {
  const { nodes, edges } = core;
  const size = nodes.cls.length;
  const from = Uint32Array.from(edges.from);
  const to = Uint32Array.from(edges.to);
  const first = new Uint32Array(size + 1);
  for (let e = 0; e < from.length; e++) {
    first[from[e]! + 1]!++;
    first[to[e]! + 1]!++;
  }
  for (let n = 0; n < size; n++) first[n + 1]! += first[n]!;
  const degree = new Uint32Array(size);
  const edgesOf = new Uint32Array(from.length * 2);
  for (let e = 0; e < from.length; e++) {
    for (const n of [from[e]!, to[e]!]) edgesOf[first[n]! + degree[n]!++] = e;
  }
  const x = Float32Array.from(nodes.x);
  const y = Float32Array.from(nodes.y);
  return {
    core,
    size,
    cls: Uint8Array.from(nodes.cls),
    type: Int16Array.from(nodes.type),
    community: Int32Array.from(nodes.community),
    reports: Uint32Array.from(nodes.reports),
    month: Int32Array.from(nodes.start, monthOf),
    degree,
    x,
    y,
    from,
    to,
    kind: Uint8Array.from(edges.kind),
    first,
    edgesOf,
    box: boxOf(x, y),
  };
}

/** The smallest box around points, or around those at the given places of the columns. */
export function boxOf(x: Float32Array, y: Float32Array, some?: Iterable<number>): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const n of some ?? x.keys()) {
    box.left = Math.min(box.left, x[n]!);
    box.right = Math.max(box.right, x[n]!);
    box.top = Math.min(box.top, y[n]!);
    box.bottom = Math.max(box.bottom, y[n]!);
  }
  return box.left <= box.right ? box : { left: -1, top: -1, right: 1, bottom: 1 };
}

/** The edges of a node, with the node at the other end. */
export function* around(graph: Graph, node: number): Generator<{ edge: number; other: number; out: boolean }> {
  for (let i = graph.first[node]!; i < graph.first[node + 1]!; i++) {
    const edge = graph.edgesOf[i]!;
    const out = graph.from[edge] === node;
    yield { edge, other: out ? graph.to[edge]! : graph.from[edge]!, out };
  }
}

/** A node's radius in pixels at the first picture's zoom. */
export function radiusOf(graph: Graph, node: number): number {
  return Math.min(4 + 1.3 * Math.sqrt(graph.degree[node]!), 18);
}
