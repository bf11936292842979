// What is looked at, as the end of the address, so that a view can be sent: "#thing=organisation/x&hide=Person&from=2024-01".
import { EVERYTHING, type Filters } from "./filters";
import { monthName, monthOf } from "./model";

export type View = "network" | "table";
export interface State {
  /** IRI of the selected thing, without the base where it is below it */
  thing: string;
  view: View;
  filters: Filters;
  /** middle and scale of the picture; null: as it opens */
  at: { x: number; y: number; scale: number } | null;
}

export const START: State = { thing: "", view: "network", filters: EVERYTHING, at: null };

export function write(state: State): string {
  const { filters, at } = state;
  const parts = new URLSearchParams();
  if (state.thing) parts.set("thing", state.thing);
  if (state.view !== "network") parts.set("view", state.view);
  if (filters.hidden.size) parts.set("hide", [...filters.hidden].sort().join(","));
  if (filters.types.size) parts.set("type", [...filters.types].sort().join(","));
  if (filters.period) {
    parts.set("from", monthName(filters.period[0]));
    parts.set("to", monthName(filters.period[1]));
  }
  if (at) parts.set("at", [Math.round(at.x), Math.round(at.y), Number(at.scale.toPrecision(3))].join(","));
  return parts.toString().replaceAll("%2F", "/").replaceAll("%2C", ",");
}

/** The state of an address's end; what makes no sense in it is left out. */
export function read(hash: string): State {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const list = (name: string): Set<string> => new Set((parts.get(name) ?? "").split(",").filter(Boolean));
  const from = monthOf(parts.get("from") ?? "");
  const to = monthOf(parts.get("to") ?? "");
  const place = (parts.get("at") ?? "").split(",").map(Number);
  const [x, y, scale] = place;
  const sound = place.length === 3 && place.every(Number.isFinite) && scale! > 0;
  return {
    thing: parts.get("thing") ?? "",
    view: parts.get("view") === "table" ? "table" : "network",
    filters: { hidden: list("hide"), types: list("type"), period: from >= 0 && to >= from ? [from, to] : null },
    at: sound ? { x: x!, y: y!, scale: scale! } : null,
  };
}
