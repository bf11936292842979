// Which nodes are wanted: by class, by event type, by period. What is not wanted is neither drawn nor found.
import { around, type Graph } from "./model";

export interface Filters {
  /** ids of classes that are hidden */
  hidden: ReadonlySet<string>;
  /** ids of event types that are shown; empty: all */
  types: ReadonlySet<string>;
  /** months since year 0, both included; null: all of time, the undated too */
  period: readonly [number, number] | null;
}

export const EVERYTHING: Filters = { hidden: new Set(), types: new Set(), period: null };

/** Whether an event passes the filters but for the classes'. */
function happens(graph: Graph, node: number, types: Uint8Array | null, period: Filters["period"]): boolean {
  const type = graph.type[node]!;
  if (types && (type < 0 || !types[type])) return false;
  const month = graph.month[node]!;
  return !period || (month >= period[0] && month <= period[1]);
}

/** 1 for each node that is wanted. With a period or types the others are wanted where a wanted event names them. */
export function wanted(graph: Graph, filters: Filters): Uint8Array {
  const { classes, types } = graph.core;
  const event = classes.findIndex((c) => c.id === "Event");
  const shown = Uint8Array.from(classes, (c) => (filters.hidden.has(c.id) ? 0 : 1));
  const chosen = filters.types.size ? Uint8Array.from(types, (t) => (filters.types.has(t.id) ? 1 : 0)) : null;
  const found = new Uint8Array(graph.size);
  if (!chosen && !filters.period) {
    for (let n = 0; n < graph.size; n++) found[n] = shown[graph.cls[n]!]!;
    return found;
  }
  for (let n = 0; n < graph.size; n++) {
    if (graph.cls[n] !== event || !happens(graph, n, chosen, filters.period)) continue;
    found[n] = shown[event]!;
    for (const { other } of around(graph, n)) {
      if (graph.cls[other] !== event && shown[graph.cls[other]!]) found[other] = 1;
    }
  }
  return found;
}

/** Events a month, of the types that are shown, from the first month that has one to the last. */
export function months(graph: Graph, filters: Filters): { first: number; counts: number[] } {
  const event = graph.core.classes.findIndex((c) => c.id === "Event");
  const chosen = filters.types.size ? Uint8Array.from(graph.core.types, (t) => (filters.types.has(t.id) ? 1 : 0)) : null;
  let first = Infinity;
  let last = -Infinity;
  for (let n = 0; n < graph.size; n++) {
    const month = graph.month[n]!;
    if (month < 0 || graph.cls[n] !== event) continue;
    first = Math.min(first, month);
    last = Math.max(last, month);
  }
  if (first > last) return { first: 0, counts: [] };
  const counts = new Array<number>(last - first + 1).fill(0);
  for (let n = 0; n < graph.size; n++) {
    if (graph.cls[n] === event && graph.month[n]! >= 0 && happens(graph, n, chosen, null)) counts[graph.month[n]! - first]!++;
  }
  return { first, counts };
}
