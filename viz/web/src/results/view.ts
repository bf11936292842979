// What every view is given and gives.
import type { Links } from "../links";
import { h } from "../dom";
import type { Ask, Names } from "./ask";
import type { Answer, Cell } from "./model";
import { columnsOf, shown, type Column } from "./readable";
import type { Shape } from "./shape";

export interface Context {
  answer: Answer;
  shape: Shape;
  links: Links;
  ask: Ask | null;
  names: Names;
  /** a short title, for files and screen readers */
  title: string;
}
export interface View {
  element: HTMLElement;
  /** the buttons that save what this view shows */
  exports: HTMLElement[];
  destroy?(): void;
}
export type MakeView = (context: Context) => View | Promise<View>;

/** A cell as an element: a link where it leads somewhere. */
export function cellNode(row: readonly Cell[], column: Column, context: Context): Node {
  const { text, href, iri } = shown(row, column, context.links, context.names);
  if (!href) return document.createTextNode(text);
  const outside = /^https?:/i.test(href) && !href.startsWith(location.origin);
  return h("a", { href, title: iri && iri !== text ? iri : null, rel: outside ? "noreferrer" : null }, text);
}

/** A row as a list of its columns and values, for popups. */
export function rowCard(row: readonly Cell[], context: Context): HTMLElement {
  const columns = context.shape.columns;
  const list = h("dl", { class: "card-rows" });
  for (const column of columns) {
    if (row[column.at] === null && (column.label < 0 || row[column.label] === null)) continue;
    list.append(h("dt", {}, column.heading), h("dd", {}, cellNode(row, column, context)));
  }
  return list;
}

/** Several rows: their cards, the first of them. */
export function rowCards(rows: readonly (readonly Cell[])[], context: Context, most = 40): HTMLElement {
  const box = h("div", { class: "stack-small" });
  if (rows.length > 1) box.append(h("p", { class: "small soft" }, `${rows.length.toLocaleString("en")} rows`));
  for (const row of rows.slice(0, most)) box.append(rowCard(row, context));
  if (rows.length > most) box.append(h("p", { class: "small soft" }, `the first ${most} are listed; the table has all`));
  return box;
}

/** The name that a row goes by: its first named node, else its first text. */
export function rowName(row: readonly Cell[], context: Context, skip: readonly number[] = []): string {
  const columns = context.shape.columns.length
    ? context.shape.columns
    : context.answer.kind === "rows"
      ? columnsOf(context.answer.table)
      : [];
  const usable = columns.filter((c) => !skip.includes(c.at));
  const named = usable.find((c) => c.label >= 0 && row[c.label]) ?? usable.find((c) => row[c.at]?.type === "uri");
  const column = named ?? usable.find((c) => row[c.at]);
  return column ? shown(row, column, context.links, context.names).text : "";
}
