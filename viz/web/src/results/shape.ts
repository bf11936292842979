// What a result can be drawn as: told from the types of its cells and, where these leave it open, the columns' names.
import { kindOf, type Kind, type Links } from "../links";
import { dateOf } from "./dates";
import { isNode, type Answer, type Cell, type Table } from "./model";
import { columnsOf, type Column } from "./readable";

export type ViewName = "table" | "map" | "timeline" | "graph" | "raw";

export interface Shape {
  /** those that fit, in the order of their tabs */
  views: ViewName[];
  /** the one to show first */
  first: ViewName;
  columns: Column[];
  /** places of the columns that tell when: end is -1 for rows with one date */
  time: { start: number; end: number } | null;
  place: Place | null;
  /** places of the columns that hold nodes */
  nodes: number[];
}
export type Place =
  | { by: "coordinates"; lat: number; long: number }
  | { by: "wkt"; at: number }
  /** nodes whose coordinates the graph is asked for: places, or what happened or sits at one */
  | { by: "nodes"; at: number };

const SAMPLE = 400;
const WHEN = /(date|start|end|begin|from|until|to|day|month|year|since|first|last|published|issued|time|when|created)$/i;
const END = /^(end|ends|endDate|to|until|last)$|(End|EndDate|Until|Last|To)$/;
const START = /^(start|starts|startDate|begin|begins|from|since|first|date)$|(Start|StartDate|Begin|From|First|Date)$/;
const LAT = /^(.*?)_?(lat|latitude)$/i;
const LONG = /^(.*?)_?(long|lng|lon|longitude)$/i;
const LOCATED: readonly Kind[] = ["Location", "Event", "Organisation"];

/** How often the filled cells of a column fit, 0 to 1; 0 where all are empty. */
function share(table: Table, at: number, fits: (cell: Cell) => boolean): number {
  let filled = 0;
  let fitting = 0;
  for (const row of table.rows) {
    const cell = row[at] ?? null;
    if (cell === null || cell.value === "") continue;
    if (++filled > SAMPLE) break;
    if (fits(cell)) fitting++;
  }
  return filled ? fitting / Math.min(filled, SAMPLE) : 0;
}

function timeOf(table: Table): Shape["time"] {
  const dated = table.columns.flatMap((name, at) => {
    if (share(table, at, (cell) => dateOf(cell) !== null) < 0.8) return [];
    const typed = share(table, at, (cell) => cell?.type === "literal" && cell.datatype !== undefined) > 0.5;
    const exact = share(table, at, (cell) => ["day", "moment"].includes(dateOf(cell)?.precision ?? "")) > 0.5;
    return typed || exact || WHEN.test(name) ? [{ name, at }] : [];
  });
  const end = dated.length > 1 ? dated.find((c) => END.test(c.name)) : undefined;
  const others = dated.filter((c) => c !== end);
  const start = others.find((c) => START.test(c.name)) ?? others[0];
  return start ? { start: start.at, end: end?.at ?? -1 } : null;
}

function placeOf(table: Table, links: Links): Place | null {
  const number = (most: number) => (cell: Cell) =>
    cell?.type === "literal" && cell.value.trim() !== "" && Math.abs(Number(cell.value)) <= most;
  for (const [lat, name] of table.columns.entries()) {
    const stem = LAT.exec(name)?.[1];
    if (stem === undefined || share(table, lat, number(90)) < 0.8) continue;
    const long = table.columns.findIndex((other) => LONG.exec(other)?.[1]?.toLowerCase() === stem.toLowerCase());
    if (long >= 0 && share(table, long, number(180)) >= 0.8) return { by: "coordinates", lat, long };
  }
  for (const at of table.columns.keys()) {
    if (share(table, at, (cell) => pointOf(cell) !== null) >= 0.8) return { by: "wkt", at };
  }
  for (const kind of LOCATED) {
    const at = table.columns.findIndex(
      (_, i) => share(table, i, (cell) => cell?.type === "uri" && kindOf(cell.value, links) === kind) >= 0.8,
    );
    if (at >= 0) return { by: "nodes", at };
  }
  return null;
}

/** Latitude and longitude of a WKT point ("POINT(102.8 27.7)": longitude first); null for anything else. */
export function pointOf(cell: Cell): { lat: number; long: number } | null {
  if (cell?.type !== "literal") return null;
  const found = /^\s*(?:<[^>]*>\s*)?POINT\s*Z?\s*\(\s*(-?[\d.eE+-]+)\s+(-?[\d.eE+-]+)[^)]*\)\s*$/i.exec(cell.value);
  if (!found) return null;
  const [long, lat] = [Number(found[1]), Number(found[2])];
  return Math.abs(lat) <= 90 && Math.abs(long) <= 180 ? { lat, long } : null;
}

/** The views that fit an answer. asking: whether coordinates can be asked for. */
export function shapeOf(answer: Answer, links: Links, asking: boolean): Shape {
  const none = { columns: [], time: null, place: null, nodes: [] };
  if (answer.kind === "truth") return { views: ["table", "raw"], first: "table", ...none };
  if (answer.kind === "triples") {
    const some = answer.triples.length > 0;
    return { views: some ? ["graph", "table", "raw"] : ["table", "raw"], first: some ? "graph" : "table", ...none };
  }
  const { table } = answer;
  const columns = columnsOf(table);
  const nodes = columns.map((c) => c.at).filter((at) => share(table, at, isNode) >= 0.8);
  const time = timeOf(table);
  let place = placeOf(table, links);
  if (place?.by === "nodes" && !asking) place = null;
  const views: ViewName[] = ["table"];
  if (place) views.push("map");
  if (time) views.push("timeline");
  if (nodes.length > 1) views.push("graph");
  views.push("raw");
  return { views, first: firstOf(table, columns, time, place, nodes), columns, time, place, nodes };
}

function firstOf(
  table: Table,
  columns: readonly Column[],
  time: Shape["time"],
  place: Place | null,
  nodes: readonly number[],
): ViewName {
  if (table.rows.length < 2) return "table";
  if (place && place.by !== "nodes") return "map";
  if (time && columns.length <= (time.end >= 0 ? 3 : 2)) return "timeline"; // a thing and when it was, no more
  const others = columns.filter((c) => !nodes.includes(c.at));
  const counts = others.every((c) => share(table, c.at, (cell) => cell?.type === "literal" && /^\d+$/.test(cell.value)) === 1);
  return nodes.length === 2 && counts && others.length <= 1 ? "graph" : "table";
}
