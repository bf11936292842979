// Rows along time. With few in sight each has its name; with many they are marks; with thousands they are counted.
import { h } from "../dom";
import { kindOf } from "../links";
import { dateOf, inWords, ticks, type Span } from "./dates";
import { lanes, bins, type Bin } from "./lanes";
import type { Cell } from "./model";
import { Stage, type Frame, type Hit, type Scene } from "./stage";
import { fitted, textWidth, type Palette, type Surface } from "./surface";
import { rowCard, rowCards, rowName, type Context, type View } from "./view";

export interface Item {
  from: number;
  to: number;
  /** whether the day is known */
  exact: boolean;
  name: string;
  when: string;
  kind: string;
  row: number;
}
const DAY = 86_400_000;
const AXIS = 30;
const LANE = 26;
const MARK = 10;
const LABEL_MOST = 230;
// names are cut shorter before they are left out
const LABEL_WIDTHS = [LABEL_MOST, 170, 120] as const;

type Layout =
  | { mode: "names" | "marks"; left: number; right: number; k: number; most: number; step: number; placed: { item: Item; lane: number }[] }
  | { mode: "counts"; left: number; right: number; k: number; bins: Bin[]; most: number };

/** What is drawn of a row: its span, from the first to the last day that it may mean. */
export function itemOf(start: Span | null, end: Span | null): Pick<Item, "from" | "to" | "exact" | "when"> | null {
  const first = start ?? end;
  if (!first) return null;
  const last = end && end.to >= first.to ? end : first;
  const exact = [first, last].every((s) => s.precision === "day" || s.precision === "moment");
  const [a, b] = [inWords(first), inWords(last)];
  return { from: first.from, to: last.to, exact, when: a === b ? a : `${a} to ${b}` };
}

class TimeScene implements Scene {
  readonly label: string;
  readonly height: number;
  readonly zoom: readonly [number, number];
  readonly vertical = false;
  private readonly first: number;
  private readonly last: number;
  private layout: Layout | null = null;
  private boxes: { x: number; y: number; w: number; h: number; hit: Hit }[] = [];

  constructor(
    private readonly items: Item[],
    private readonly rows: readonly (readonly Cell[])[],
    private readonly context: Context,
  ) {
    this.first = items.reduce((least, i) => Math.min(least, i.from), Infinity);
    this.last = items.reduce((most, i) => Math.max(most, i.to), -Infinity);
    this.height = items.length > 60 ? (innerWidth < 640 ? 340 : 520) : Math.max(200, Math.min(440, items.length * 15 + AXIS + 100));
    this.zoom = [0.5, Math.max(20, ((this.last - this.first) / DAY) * 1.5)];
    this.label = `Timeline: ${context.title}, ${items.length.toLocaleString("en")} rows from ${inWordsOf(this.first)} to ${inWordsOf(this.last - 1)}. The table tells the same in text.`;
  }

  home(width: number): { k: number; x: number; y: number } {
    const days = Math.max((this.last - this.first) / DAY, 3);
    const pad = 24;
    const names = width > 600 && this.items.length < 150 ? 130 : 0; // room for the names of the last ones
    const k = (width - 2 * pad - names) / days;
    return { k, x: pad - (this.first / DAY) * k, y: 0 };
  }

  private arrange(frame: Frame): Layout {
    const left = -frame.x / frame.k;
    const right = (frame.width - frame.x) / frame.k;
    const kept = this.layout;
    // the same layout while it covers what is in sight, so that nothing jumps while one pans
    if (kept && kept.k === frame.k && kept.left <= left && kept.right >= right) return kept;
    const wide = { k: frame.k, left: left - (right - left), right: right + (right - left) };
    const near = this.items.filter((i) => i.to / DAY >= wide.left && i.from / DAY <= wide.right);
    const space = frame.height - AXIS - 46; // below the buttons
    if (near.length <= 3000) {
      for (const most of LABEL_WIDTHS) {
        const placed = lanes(near, Math.floor(space / LANE), (i) => {
          const bar = Math.max(((i.to - i.from) / DAY) * frame.k, 12);
          const label = Math.min(textWidth(i.name, 12), most);
          return { from: (i.from / DAY) * frame.k, to: (i.from / DAY) * frame.k + (bar > label + 16 ? bar + 4 : bar + 8 + label + 10) };
        });
        if (placed) return { ...wide, mode: "names", most, step: LANE, placed };
      }
      const placed = lanes(near, Math.floor(space / MARK), (i) => ({
        from: (i.from / DAY) * frame.k,
        to: (i.from / DAY) * frame.k + Math.max(((i.to - i.from) / DAY) * frame.k, 8) + 2,
      }));
      if (placed) {
        const used = placed.reduce((n, p) => Math.max(n, p.lane + 1), 1);
        return { ...wide, mode: "marks", most: 0, step: Math.min(Math.floor(space / used), 22), placed };
      }
    }
    const counted = bins(near, frame.k / DAY, wide.left * DAY, wide.right * DAY);
    return { ...wide, mode: "counts", bins: counted, most: Math.max(1, ...counted.map((b) => b.exact + b.vague)) };
  }

  draw(surface: Surface, frame: Frame, colours: Palette, chosen: Hit | null): void {
    this.layout = this.arrange(frame);
    this.boxes = [];
    const ground = frame.height - AXIS;
    const marks = ticks((-frame.x / frame.k) * DAY, ((frame.width - frame.x) / frame.k) * DAY, frame.width / 76);
    for (const tick of marks) {
      const x = (tick.at / DAY) * frame.k + frame.x;
      surface.line(x, 8, x, ground, { stroke: tick.major ? colours.line : colours.faint, width: 1 });
      if (x > 12 && x < frame.width - 16) {
        surface.text(x, frame.height - 10, tick.label, { fill: tick.major ? colours.ink : colours.soft, size: 12, weight: tick.major ? 600 : 400, anchor: "middle" });
      }
    }
    surface.line(0, ground, frame.width, ground, { stroke: colours.line });
    const context = marks.some((t) => /\d{4}/.test(t.label)) ? "" : inWordsOf(Math.max((-frame.x / frame.k) * DAY, -8e15)).replace(/^\d+ /, "");
    if (context) surface.text(8, 18, context, { fill: colours.soft, size: 12, weight: 600, halo: colours.card });
    if (this.layout.mode === "counts") this.counts(surface, frame, colours, this.layout, ground);
    else this.bars(surface, frame, colours, this.layout, ground, chosen);
  }

  private bars(surface: Surface, frame: Frame, colours: Palette, layout: Extract<Layout, { placed: unknown }>, ground: number, chosen: Hit | null): void {
    const names = layout.mode === "names";
    const step = layout.step;
    const bar = names ? 16 : Math.min(step - 3, 12);
    for (const { item, lane } of layout.placed) {
      const x = (item.from / DAY) * frame.k + frame.x;
      const w = Math.max(((item.to - item.from) / DAY) * frame.k - (names ? 2 : 1), names ? 10 : Math.min(bar, 8));
      const y = ground - (lane + 1) * step;
      if (x > frame.width || x + w + LABEL_MOST + 20 < 0) continue;
      const colour = colours.kinds[item.kind] ?? colours.accent;
      const on = chosen?.id === item.row;
      const height = bar;
      // a hatched rim where no more than the month or year is known
      surface.rect(x, y, w, height, {
        fill: colour,
        opacity: item.exact ? (names ? 0.85 : 0.8) : 0.22,
        radius: names ? 5 : 3,
      });
      if (!item.exact || on) surface.rect(x, y, w, height, { stroke: on ? colours.ink : colour, width: on ? 2.5 : 1, dash: item.exact || on ? [] : [3, 2], radius: names ? 5 : 3 });
      let labelled = 0;
      if (names) {
        const text = fitted(item.name, layout.most, 12);
        labelled = textWidth(text, 12);
        const inside = w > labelled + 16;
        const at = inside ? Math.min(Math.max(x + 6, 6), x + w - labelled - 6) : x + w + 5;
        const fill = inside && item.exact ? colours.card : colours.ink;
        if (inside) labelled = 0;
        surface.text(at, y + 12, text, inside && item.exact ? { fill, size: 12 } : { fill, size: 12, halo: colours.card });
      }
      this.boxes.push({ x, y: y - 2, w: w + (labelled ? labelled + 8 : 0), h: height + 4, hit: this.hitOf(item, Math.min(Math.max(x + Math.min(w, 20) / 2, 0), frame.width), y + height / 2) });
    }
  }

  private counts(surface: Surface, frame: Frame, colours: Palette, layout: Extract<Layout, { bins: unknown }>, ground: number): void {
    const tall = ground - 46;
    const kind = colours.kinds[this.items[0]?.kind ?? ""] ?? colours.accent;
    for (const bin of layout.bins) {
      const x = (bin.from / DAY) * frame.k + frame.x;
      const w = Math.max(((bin.to - bin.from) / DAY) * frame.k - 1, 1);
      if (x > frame.width || x + w < 0) continue;
      const exact = (bin.exact / layout.most) * tall;
      const vague = (bin.vague / layout.most) * tall;
      surface.rect(x, ground - exact, w, exact, { fill: kind, opacity: 0.85 });
      if (vague > 0.3) surface.rect(x, ground - exact - vague, w, vague, { fill: kind, opacity: 0.28 });
      const total = Math.round(bin.exact + bin.vague);
      if (!total) continue;
      const hit: Hit = {
        x: x + w / 2,
        y: ground - exact - vague,
        id: `bin ${bin.from}`,
        title: `${inWordsOf(bin.from)} to ${inWordsOf(bin.to - 1)}: ${total.toLocaleString("en")}`,
        details: null,
        zoom: { x: x + w / 2, y: 0, factor: 6 },
      };
      // at the deepest zoom nothing is left to look nearer at: the rows themselves
      if (w > 60) {
        delete hit.zoom;
        hit.details = () => rowCards(this.rowsIn(bin), this.context);
      }
      this.boxes.push({ x, y: 20, w, h: ground - 20, hit });
    }
    const counted = `${Math.round(layout.most).toLocaleString("en")}`;
    surface.line(0, ground - tall, frame.width, ground - tall, { stroke: colours.faint, dash: [4, 4] });
    surface.text(8, ground - tall - 5, counted, { fill: colours.soft, size: 12, halo: colours.card });
  }

  private rowsIn(bin: Bin): (readonly Cell[])[] {
    return this.items.filter((i) => i.to > bin.from && i.from < bin.to).map((i) => this.rows[i.row] ?? []);
  }

  private hitOf(item: Item, x: number, y: number): Hit {
    const details = (): Node => h("div", { class: "stack-small" }, h("p", { class: "small soft" }, item.when), rowCard(this.rows[item.row] ?? [], this.context));
    return { x, y, id: item.row, title: `${item.name} · ${item.when}`, details };
  }

  hit(x: number, y: number): Hit | null {
    return this.boxes.findLast((b) => x >= b.x - 1 && x <= b.x + b.w + 1 && y >= b.y && y <= b.y + b.h)?.hit ?? null;
  }

  steps(frame: Frame): Hit[] {
    if (this.layout?.mode === "counts") return this.boxes.map((b) => b.hit);
    const known = new Map(this.boxes.map((b) => [b.hit.id, b.hit]));
    return this.items.map((i) => known.get(i.row) ?? this.hitOf(i, (i.from / DAY) * frame.k + frame.x, frame.height / 2));
  }
}

function inWordsOf(moment: number): string {
  return inWords({ from: moment, to: moment, precision: "day" });
}

/** The rows along time. */
export function timelineView(context: Context): View {
  const rows = context.answer.kind === "rows" ? context.answer.table.rows : [];
  const time = context.shape.time;
  const node = context.shape.nodes[0];
  const items: Item[] = [];
  rows.forEach((row, index) => {
    const span = time && itemOf(dateOf(row[time.start] ?? null), time.end >= 0 ? dateOf(row[time.end] ?? null) : null);
    if (!time || !span) return;
    const cell = node === undefined ? null : (row[node] ?? null);
    const kind = cell?.type === "uri" ? kindOf(cell.value, context.links) : "";
    items.push({ ...span, name: rowName(row, context, [time.start, time.end]) || span.when, kind, row: index });
  });
  items.sort((a, b) => a.from - b.from || a.to - b.to || a.row - b.row);
  if (!items.length) return { element: h("p", { class: "notice" }, "No row has a date."), exports: [] };
  const stage = new Stage(new TimeScene(items, rows, context), context.title);
  const missing = rows.length - items.length;
  const vague = items.some((i) => !i.exact);
  const notes = [
    vague ? "Pale: no more than the month or the year is known." : "",
    missing ? `${missing.toLocaleString("en")} of ${rows.length.toLocaleString("en")} rows have no date.` : "",
  ].filter(Boolean);
  const note = notes.length ? h("p", { class: "small soft" }, notes.join(" ")) : null;
  return { element: h("div", { class: "stack-small" }, stage.element, note), exports: stage.exports(), destroy: () => stage.destroy() };
}
