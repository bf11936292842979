// Who stands beside whom on a time axis.

/** Puts each thing, in the given order, into the lowest lane where it overlaps nothing; null if more lanes are needed. */
export function lanes<T>(
  things: readonly T[],
  most: number,
  extent: (thing: T) => { from: number; to: number },
): { item: T; lane: number }[] | null {
  const ends: number[] = [];
  const placed: { item: T; lane: number }[] = [];
  for (const item of things) {
    const { from, to } = extent(item);
    let lane = ends.findIndex((end) => end <= from);
    if (lane < 0) {
      if (ends.length >= most) return null;
      lane = ends.length;
    }
    ends[lane] = to;
    placed.push({ item, lane });
  }
  return placed;
}

export interface Bin {
  from: number;
  to: number;
  /** how many begin in it */
  exact: number;
  /** how much of those of which only the month or year is known: spread over what they may mean */
  vague: number;
}
const DAY = 86_400_000;

/** The edges of bins at least `least` pixels wide: days, weeks (from Monday), months, quarters, years, decades. */
export function edges(scale: number, left: number, right: number, least = 7): number[] {
  const found: number[] = [];
  if (DAY * scale >= least || 7 * DAY * scale >= least) {
    const step = DAY * scale >= least ? 1 : 7;
    const start = Math.floor((left / DAY - 4) / step) * step + 4; // day 4 of 1970 was a Monday
    for (let day = start; (day - step) * DAY <= right; day += step) found.push(day * DAY);
    return found;
  }
  const months = [1, 3, 12, 60, 120, 600, 1200].find((m) => m * 30.4 * DAY * scale >= least) ?? 12_000;
  const date = new Date(left);
  const first = Math.floor((date.getUTCFullYear() * 12 + date.getUTCMonth()) / months) * months;
  for (let month = first; ; month += months) {
    const edge = new Date(0);
    edge.setUTCFullYear(Math.floor(month / 12), month % 12, 1);
    found.push(edge.getTime());
    if (edge.getTime() >= right) return found;
  }
}

/** How many there are in each piece of time. scale: pixels a millisecond. */
export function bins(
  items: readonly { from: number; to: number; exact: boolean }[],
  scale: number,
  left: number,
  right: number,
): Bin[] {
  const least = items.reduce((a, i) => Math.min(a, i.from), Infinity);
  const most = items.reduce((a, i) => Math.max(a, i.to), -Infinity);
  if (!items.length) return [];
  const at = edges(scale, Math.max(left, least), Math.min(right, most));
  const made = at.slice(0, -1).map((from, i): Bin => ({ from, to: at[i + 1] ?? from, exact: 0, vague: 0 }));
  const place = (moment: number): number => {
    let [low, high] = [0, made.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((made[middle]?.from ?? 0) <= moment) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  for (const item of items) {
    const first = made[0];
    if (!first || item.to <= first.from) continue;
    if (item.exact) {
      const bin = made[place(Math.max(item.from, first.from))];
      if (bin && item.from < bin.to) bin.exact++;
      continue;
    }
    for (let i = place(Math.max(item.from, first.from)); i < made.length; i++) {
      const bin = made[i];
      if (!bin || bin.from >= item.to) break;
      bin.vague += Math.max(0, Math.min(bin.to, item.to) - Math.max(bin.from, item.from)) / (item.to - item.from);
    }
  }
  return made;
}
