// Cells for people: what queries/table.py does for the terminal, in the browser.
import { hrefOf, localName, shortIri, type Links } from "../links";
import type { Cell, Table } from "./model";

const LABEL = "Label"; // the column `orgLabel` holds the name of what stands in `org`
// control characters, and the marks that turn the direction of writing: they could hide or forge text
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

export interface Column {
  /** as a heading: "start date" for startDate */
  heading: string;
  /** the variable's name */
  name: string;
  /** its place in the rows */
  at: number;
  /** where the name of what stands in it is, -1 if nowhere */
  label: number;
}

/** The columns to be shown: one for `org` and `orgLabel` together, at the place of the first of them. */
export function columnsOf(table: Table): Column[] {
  const place = new Map(table.columns.map((name, at) => [name, at]));
  return table.columns.flatMap((name, at): Column[] => {
    const owner = name.endsWith(LABEL) ? name.slice(0, -LABEL.length) : "";
    if (owner && place.has(owner)) return [];
    return [{ heading: heading(name), name, at, label: place.get(name + LABEL) ?? -1 }];
  });
}

/** A variable's name as a heading. */
export function heading(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, " ").replaceAll("_", " ").toLowerCase();
}

/** One line without what no reader should get. */
export function clean(text: string): string {
  return text.replace(/\s+/g, " ").trim().replace(UNPRINTABLE, "\ufffd");
}

export interface Shown {
  text: string;
  href: string | null;
  iri: string | null;
}

/** Names and classes that were asked for beside the answer. */
export interface Known {
  known: ReadonlyMap<string, string>;
  kinds: ReadonlyMap<string, unknown>;
}

/** What a cell shows: its name where one is known, else the value. */
export function shown(row: readonly Cell[], column: Column, links: Links, names?: Known): Shown {
  const cell = row[column.at] ?? null;
  const label = column.label >= 0 ? (row[column.label] ?? null) : null;
  const name = label?.type === "literal" && label.value.trim() ? clean(label.value) : null;
  if (cell?.type === "uri") {
    const text = name ?? clean(names?.known.get(cell.value) ?? shortIri(cell.value, links));
    return { text, href: hrefOf(cell.value, links, names?.kinds.has(cell.value)), iri: cell.value };
  }
  const text = name ?? (cell === null ? "" : cell.type === "bnode" ? `_:${cell.value}` : clean(cell.value));
  return { text, href: null, iri: null };
}

/** A short name of a node. */
export function nameOf(cell: Cell, links: Links, names?: ReadonlyMap<string, string>): string {
  if (!cell) return "";
  if (cell.type === "bnode") return `_:${cell.value}`;
  if (cell.type === "literal") return clean(cell.value);
  const known = names?.get(cell.value);
  if (known) return clean(known);
  return links.base && cell.value.startsWith(links.base) ? localName(cell.value) : clean(shortIri(cell.value, links));
}

const NUMBERS = new Set(
  ["integer", "decimal", "double", "float", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger"].map(
    (name) => `http://www.w3.org/2001/XMLSchema#${name}`,
  ),
);

/** Whether a cell is a number by its datatype. */
export function isNumber(cell: Cell): boolean {
  return cell?.type === "literal" && cell.datatype !== undefined && NUMBERS.has(cell.datatype) && cell.value.trim() !== "";
}

/** The rows in the order of a column: numbers by value, texts by the rules of English, empty cells last. */
export function sorted(table: Table, column: Column, descending: boolean, links: Links): Cell[][] {
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const keyed = table.rows.map((row, index) => {
    const cell = row[column.at] ?? null;
    const text = shown(row, column, links).text;
    const number = isNumber(cell) ? Number((cell as { value: string }).value) : NaN;
    return { row, index, text, number, empty: text === "" };
  });
  const numeric = keyed.every((k) => k.empty || !Number.isNaN(k.number));
  const way = descending ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.empty !== b.empty) return a.empty ? 1 : -1;
    const order = numeric ? a.number - b.number : collator.compare(a.text, b.text);
    return way * order || a.index - b.index;
  });
  return keyed.map((k) => k.row);
}
