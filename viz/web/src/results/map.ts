// Rows on a map: near ones clustered, a click opens the rows of a spot.
import Supercluster from "supercluster";
import { h } from "../dom";
import { kindOf } from "../links";
import { coordinates, MOST_ASKED } from "./ask";
import type { Cell } from "./model";
import { pointOf } from "./shape";
import { Stage, type Frame, type Hit, type Scene } from "./stage";
import { textWidth, type Palette, type Surface } from "./surface";
import { rowCards, rowName, type Context, type View } from "./view";
import { project, SIZE, unproject, world, type World } from "./world";

export interface Spot {
  lat: number;
  long: number;
  rows: number[];
  name: string;
}
interface Props {
  spot: number;
  rows: number;
}
interface Drawn {
  x: number;
  y: number;
  r: number;
  rows: number;
  spot: Spot | null;
  id: number;
}

const TILE = 256;
const DEEPEST = 15;

/** The spots of rows with coordinates of their own, those at one place together. */
export function spotsOf(rows: readonly (readonly Cell[])[], at: (row: readonly Cell[]) => readonly { lat: number; long: number; place?: string }[], name: (row: readonly Cell[]) => string): Spot[] {
  const spots = new Map<string, Spot>();
  rows.forEach((row, index) => {
    for (const { lat, long, place } of at(row)) {
      const key = `${lat} ${long}`;
      const spot = spots.get(key);
      if (spot) spot.rows.push(index);
      else spots.set(key, { lat, long, rows: [index], name: place || name(row) });
    }
  });
  return [...spots.values()];
}

async function locate(context: Context, rows: readonly (readonly Cell[])[]): Promise<{ spots: Spot[]; missing: number; unasked: number }> {
  const place = context.shape.place;
  if (!place) return { spots: [], missing: rows.length, unasked: 0 };
  let unasked = 0;
  let at: (row: readonly Cell[]) => readonly { lat: number; long: number; place?: string }[];
  const skip: number[] = [];
  if (place.by === "coordinates") {
    skip.push(place.lat, place.long);
    at = (row) => {
      const [lat, long] = [row[place.lat]?.value.trim(), row[place.long]?.value.trim()];
      return lat && long && Math.abs(Number(lat)) <= 90 && Math.abs(Number(long)) <= 180 ? [{ lat: Number(lat), long: Number(long) }] : [];
    };
  } else if (place.by === "wkt") {
    skip.push(place.at);
    at = (row) => {
      const point = pointOf(row[place.at] ?? null);
      return point ? [point] : [];
    };
  } else {
    const iris = [...new Set(rows.flatMap((row) => (row[place.at]?.type === "uri" ? [row[place.at]?.value ?? ""] : [])))];
    unasked = Math.max(iris.length - MOST_ASKED, 0);
    const known = context.ask ? await coordinates(context.ask, iris.slice(0, MOST_ASKED)) : new Map<string, Spot[]>();
    at = (row) => known.get(row[place.at]?.value ?? "") ?? [];
  }
  const spots = spotsOf(rows, at, (row) => rowName(row, context, skip));
  const placed = new Set(spots.flatMap((spot) => spot.rows));
  return { spots, missing: rows.length - placed.size, unasked };
}

class MapScene implements Scene {
  readonly label: string;
  readonly height = innerWidth < 640 ? 380 : 520;
  readonly zoom = [0.4, 4000] as const;
  readonly vertical = true;
  private drawn: Drawn[] = [];
  private readonly index: Supercluster<Props, { rows: number }>;
  private readonly colour: string;

  constructor(
    private readonly spots: Spot[],
    private readonly rows: readonly (readonly Cell[])[],
    private readonly context: Context,
    private readonly outlines: World | null,
  ) {
    const places = spots.length === 1 ? "one place" : `${spots.length.toLocaleString("en")} places`;
    this.label = `Map: ${context.title}, rows at ${places}. The table tells the same in text.`;
    const at = context.shape.place?.by === "nodes" ? context.shape.place.at : context.shape.nodes[0];
    const first = at === undefined ? null : (rows.find((row) => row[at]?.type === "uri")?.[at] ?? null);
    this.colour = first ? kindOf(first.value, context.links) : "Location";
    this.index = new Supercluster<Props, { rows: number }>({
      radius: 40,
      extent: TILE,
      maxZoom: DEEPEST,
      map: (p) => ({ rows: p.rows }),
      reduce: (all, p) => {
        all.rows += p.rows;
      },
    });
    this.index.load(
      spots.map((spot, i) => ({
        type: "Feature" as const,
        geometry: { type: "Point" as const, coordinates: [spot.long, spot.lat] },
        properties: { spot: i, rows: spot.rows.length },
      })),
    );
  }

  home(width: number, height: number): { k: number; x: number; y: number } {
    const points = this.spots.map((s) => project(s.lat, s.long));
    if (!points.length) points.push({ x: SIZE * 0.02, y: SIZE * 0.2 }, { x: SIZE * 0.98, y: SIZE * 0.72 });
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const { x, y } of points) {
      [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
    }
    const least = SIZE / 24; // about fifteen degrees: never so near that no outline is in sight
    const w = Math.max(right - left, least);
    const t = Math.max(bottom - top, least);
    const k = Math.min((width - 96) / w, (height - 96) / t);
    return { k, x: width / 2 - ((left + right) / 2) * k, y: height / 2 - ((top + bottom) / 2) * k };
  }

  draw(surface: Surface, frame: Frame, colours: Palette, chosen: Hit | null): void {
    const dark = colours.ink > colours.card;
    surface.rect(0, 0, frame.width, frame.height, { fill: dark ? colours.ground : colours.faint });
    if (this.outlines) {
      surface.path(this.outlines.land, { fill: colours.card, stroke: colours.line, width: 1 }, frame);
      surface.path(this.outlines.borders, { stroke: colours.line, width: 0.8 }, frame);
    }
    this.drawn = this.visible(frame);
    const fill = colours.kinds[this.colour] ?? colours.accent;
    const labelled: { x: number; y: number; w: number }[] = [];
    for (const d of this.drawn) {
      const on = chosen?.id === d.id;
      surface.circle(d.x, d.y, d.r, { fill, opacity: d.spot ? 0.9 : 0.82, stroke: on ? colours.ink : colours.card, width: on ? 3 : 1.5 });
      if (d.rows > 1) surface.text(d.x, d.y + 4, short(d.rows), { fill: colours.card, size: 11, weight: 700, anchor: "middle" });
    }
    for (const d of [...this.drawn].sort((a, b) => b.rows - a.rows)) {
      if (!d.spot?.name) continue;
      const text = d.spot.name.length > 34 ? d.spot.name.slice(0, 33) + "…" : d.spot.name;
      const box = { x: d.x + d.r + 4, y: d.y + 4, w: textWidth(text, 12, 500) };
      const taken = labelled.some((l) => Math.abs(l.y - box.y) < 15 && l.x < box.x + box.w + 6 && box.x < l.x + l.w + 6);
      const covers = this.drawn.some((o) => o !== d && o.x + o.r > box.x && o.x - o.r < box.x + box.w && Math.abs(o.y - d.y) < o.r + 8);
      if (taken || covers || box.x + box.w > frame.width) continue;
      labelled.push(box);
      surface.text(box.x, box.y, text, { fill: colours.ink, size: 12, weight: 500, halo: colours.card });
    }
    if (this.outlines) surface.text(frame.width - 8, frame.height - 8, "Outlines: Natural Earth", { fill: colours.soft, size: 11, anchor: "end", halo: colours.card });
  }

  private visible(frame: Frame): Drawn[] {
    const zoom = Math.max(0, Math.min(DEEPEST + 1, Math.round(Math.log2((frame.k * SIZE) / TILE))));
    const a = unproject(-40 / frame.k - frame.x / frame.k, (frame.height + 40 - frame.y) / frame.k);
    const b = unproject((frame.width + 40 - frame.x) / frame.k, (-40 - frame.y) / frame.k);
    const box: [number, number, number, number] = [Math.max(a.long, -180), Math.max(a.lat, -85), Math.min(b.long, 180), Math.min(b.lat, 85)];
    return this.index.getClusters(box, zoom).map((found): Drawn => {
      const [long = 0, lat = 0] = found.geometry.coordinates;
      const { x, y } = project(lat, long);
      const properties = found.properties;
      const cluster = "cluster" in properties;
      const rows = properties.rows;
      const spot = cluster ? null : (this.spots[(properties as Props).spot] ?? null);
      const id = cluster ? -1 - Number(properties.cluster_id) : (properties as Props).spot;
      return { x: x * frame.k + frame.x, y: y * frame.k + frame.y, r: rows === 1 ? 6 : Math.min(8 + Math.sqrt(rows) * 0.9, 19), rows, spot, id };
    });
  }

  private hitOf(d: Drawn): Hit {
    const { x, y, id, spot } = d;
    const counted = d.rows === 1 ? "" : ` · ${d.rows.toLocaleString("en")} rows`;
    if (!spot) {
      const factor = 2 ** Math.max(1, this.index.getClusterExpansionZoom(-1 - id) - Math.round(Math.log2((this.scaleNow * SIZE) / TILE)));
      return { x, y, id, title: `Several places${counted}`, details: null, zoom: { x, y, factor } };
    }
    return { x, y, id, title: spot.name + counted, details: () => this.details(spot) };
  }

  private scaleNow = 1;

  private details(spot: Spot): Node {
    const rows = spot.rows.map((i) => this.rows[i] ?? []);
    return h("div", { class: "stack-small" }, h("h3", {}, spot.name), rowCards(rows, this.context));
  }

  hit(x: number, y: number, frame: Frame): Hit | null {
    this.scaleNow = frame.k;
    const near = this.drawn.findLast((d) => Math.hypot(d.x - x, d.y - y) <= Math.max(d.r, 9) + 2);
    return near ? this.hitOf(near) : null;
  }

  steps(frame: Frame): Hit[] {
    this.scaleNow = frame.k;
    const inside = this.drawn.filter((d) => d.x >= 0 && d.x <= frame.width && d.y >= 0 && d.y <= frame.height);
    return inside.sort((a, b) => b.rows - a.rows || a.x - b.x).map((d) => this.hitOf(d));
  }
}

function short(n: number): string {
  return n < 1000 ? String(n) : n < 10_000 ? `${(n / 1000).toFixed(1)}k` : `${Math.round(n / 1000)}k`;
}

/** The rows on a map; coordinates are asked for where the rows hold only places or events. */
export async function mapView(context: Context): Promise<View> {
  const rows = context.answer.kind === "rows" ? context.answer.table.rows : [];
  const [outlines, { spots, missing, unasked }] = await Promise.all([world().catch(() => null), locate(context, rows)]);
  if (!spots.length) {
    return { element: h("p", { class: "notice" }, "The graph knows no coordinates of what these rows name."), exports: [] };
  }
  const stage = new Stage(new MapScene(spots, rows, context, outlines), context.title);
  const notes = [
    unasked ? `Only ${MOST_ASKED.toLocaleString("en")} things were looked up; columns lat and long in the query show all.` : "",
    missing ? `${missing.toLocaleString("en")} of ${rows.length.toLocaleString("en")} rows have no coordinates${unasked ? " here" : ""}.` : "",
    outlines ? "" : "The outlines of the world could not be loaded.",
  ].filter(Boolean);
  const note = notes.length ? h("p", { class: "small soft" }, notes.join(" ")) : null;
  return { element: h("div", { class: "stack-small" }, stage.element, note), exports: stage.exports(), destroy: () => stage.destroy() };
}
