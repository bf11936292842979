// Level of detail: at which zoom each node begins to be drawn. Space is shared out: of the nodes in one cell of a grid
// only the one that matters most is drawn, and the grid's cells halve with every second level. So the whole graph looks
// like its most important nodes, evenly spread, and nothing that was drawn vanishes when one zooms in.
import type { Graph } from "./model";

/** Levels double the zoom every `PER_DOUBLING`. */
export const PER_DOUBLING = 2;
export const LEVELS = 24;
/** so few are all drawn at once */
export const FEW = 400;

export interface Levels {
  /** the wanted nodes, those of the lowest level first, of a level the most important first */
  order: Uint32Array;
  /** nodes of `order` that are drawn at level l: the first upTo[l] */
  upTo: Uint32Array;
  /** a node's level; 255: not wanted */
  of: Uint8Array;
}

/** cell: width of a cell at level 0, in the graph's pixels. */
export function levels(graph: Graph, wanted: Uint8Array, cell: number): Levels {
  const of = new Uint8Array(graph.size).fill(255);
  const rows: number[] = [];
  for (let n = 0; n < graph.size; n++) if (wanted[n]) rows.push(n);
  const upTo = new Uint32Array(LEVELS);
  if (rows.length <= FEW) {
    for (const n of rows) of[n] = 0;
    upTo.fill(rows.length);
    return { order: Uint32Array.from(rows), upTo, of };
  }
  const order = new Uint32Array(rows.length);
  let done = 0;
  let waiting = rows;
  let drawn: number[] = [];
  for (let level = 0; level < LEVELS; level++) {
    const width = cell / 2 ** (level / PER_DOUBLING);
    const key = (n: number): number =>
      Math.floor((graph.x[n]! - graph.box.left) / width) * 1_048_576 + Math.floor((graph.y[n]! - graph.box.top) / width);
    const taken = new Set<number>();
    for (const n of drawn) taken.add(key(n));
    const left: number[] = [];
    for (const n of waiting) {
      const at = key(n);
      if (level === LEVELS - 1 || !taken.has(at)) {
        taken.add(at);
        of[n] = level;
        order[done++] = n;
        drawn.push(n);
      } else left.push(n);
    }
    upTo[level] = done;
    waiting = left;
    if (!left.length) {
      upTo.fill(done, level);
      break;
    }
  }
  return { order, upTo, of };
}

/** The level that is drawn at a zoom; 1 is the whole graph in the window. */
export function levelAt(zoom: number): number {
  return Math.max(0, Math.min(LEVELS - 1, Math.floor(Math.log2(Math.max(zoom, 1e-6)) * PER_DOUBLING)));
}

/** The edges between wanted nodes, in the order in which they come to be drawn, and how many at each level. */
export function edgeLevels(graph: Graph, nodes: Levels): { order: Uint32Array; upTo: Uint32Array } {
  const upTo = new Uint32Array(LEVELS);
  const level = new Uint8Array(graph.from.length);
  for (let e = 0; e < level.length; e++) {
    const at = Math.max(nodes.of[graph.from[e]!]!, nodes.of[graph.to[e]!]!);
    level[e] = at;
    if (at < LEVELS) upTo[at]!++;
  }
  for (let l = 1; l < LEVELS; l++) upTo[l]! += upTo[l - 1]!;
  const next = Uint32Array.from(upTo, (_, l) => (l ? upTo[l - 1]! : 0));
  const order = new Uint32Array(upTo[LEVELS - 1]!);
  for (let e = 0; e < level.length; e++) if (level[e]! < LEVELS) order[next[level[e]!]!++] = e;
  return { order, upTo };
}
