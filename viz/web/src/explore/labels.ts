// Where names are written: beside their nodes, the most important first, none over another.

export interface Wish {
  node: number;
  /** middle of the node in the window, and its radius */
  x: number;
  y: number;
  radius: number;
  width: number;
  /** written in any case, over others if need be */
  must: boolean;
}

export interface Placed {
  node: number;
  x: number;
  y: number;
}

const HIGH = 18;
const CELL = 64;

/** Takes wishes in order of importance; x is the text's left end, y its middle. */
export function place(wishes: Iterable<Wish>, most: number): Placed[] {
  const boxes = new Map<number, number[]>();
  const all: number[] = []; // four numbers a box
  const placed: Placed[] = [];
  const each = (l: number, t: number, r: number, b: number, visit: (key: number) => boolean): boolean => {
    for (let cx = Math.floor(l / CELL); cx <= Math.floor(r / CELL); cx++) {
      for (let cy = Math.floor(t / CELL); cy <= Math.floor(b / CELL); cy++) if (visit(cx * 65_536 + cy)) return true;
    }
    return false;
  };
  const free = (l: number, t: number, r: number, b: number): boolean =>
    !each(l, t, r, b, (key) => {
      for (const i of boxes.get(key) ?? []) {
        if (all[i]! < r && all[i + 2]! > l && all[i + 1]! < b && all[i + 3]! > t) return true;
      }
      return false;
    });
  for (const { node, x, y, radius, width, must } of wishes) {
    if (placed.length >= most && !must) continue;
    const sides = [x + radius + 4, x - radius - 4 - width];
    const left = sides.find((l) => free(l - 3, y - HIGH / 2, l + width + 3, y + HIGH / 2)) ?? (must ? sides[0]! : null);
    if (left === null) continue;
    const box: [number, number, number, number] = [left - 3, y - HIGH / 2, left + width + 3, y + HIGH / 2];
    const at = all.push(...box) - 4;
    each(...box, (key) => {
      const there = boxes.get(key);
      if (there) there.push(at);
      else boxes.set(key, [at]);
      return false;
    });
    placed.push({ node, x: left, y });
  }
  return placed;
}

/** A long name, cut at a word. */
export function shorten(text: string, most = 42): string {
  const clean = text.replace(/\s+/g, " ").trim();
  if (clean.length <= most) return clean;
  const cut = clean.slice(0, most - 1);
  const space = cut.lastIndexOf(" ");
  return `${cut.slice(0, space > most * 0.6 ? space : undefined).trimEnd()}…`;
}
