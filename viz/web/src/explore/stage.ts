// The picture: a WebGL canvas for nodes and edges, a canvas above it for names, and what keys and pointers do with them.
import { h } from "../dom";
import { theme } from "../theme";
import { between, fit, toWindow, zoomAt, type Camera, type Size } from "./camera";
import { colour, Painter, type Layer, type Look, type Part } from "./gl";
import { place, shorten, type Placed, type Wish } from "./labels";
import { edgeLevels, levelAt, levels, type Levels } from "./levels";
import { around, boxOf, radiusOf, type Graph } from "./model";
import { pointers } from "./pointers";

const LABELS = 60;
const CELL = 38; // pixels between the nodes of the first picture, at least
const CANDIDATES = 3000;
/** Which colour of a class an edge takes, by kind; all others are grey. */
const TINTS: Record<string, string> = {
  organiser: "Organisation", host: "Organisation", leader: "Person", speaker: "Person", post: "Person",
  location: "Location", within: "Location", locatedIn: "Location", programme: "Programme",
};

export interface Events {
  pick: (node: number | null) => void;
  moved: () => void;
}

export class Stage {
  readonly element: HTMLElement;
  camera: Camera;
  private readonly names = h("canvas", { class: "ex-names", "aria-hidden": "true" });
  private readonly all: Layer;
  private readonly lit: Layer;
  private size: Size = { width: 0, height: 0 };
  private ratio = 1;
  private home: Camera;
  private shown: Levels;
  private edgesUpTo: Uint32Array = new Uint32Array(0);
  private selected: number | null = null;
  private hovered: number | null = null;
  private bright: number[] = [];
  private brightEdges = 0;
  private placed: Placed[] = [];
  private readonly widths = new Map<number, number>();
  private frame = 0;
  private resting = 0;
  private flight = 0;
  private look: Look;
  private ink = { text: "", halo: "", soft: "" };

  /** Null where the browser has no WebGL 2. */
  static of(graph: Graph, wanted: Uint8Array, events: Events): Stage | null {
    const picture = h("canvas", { class: "ex-picture", tabindex: 0, role: "application", "aria-roledescription": "network" });
    const painter = Painter.of(picture);
    return painter && new Stage(graph, wanted, events, picture, painter);
  }

  private constructor(
    private readonly graph: Graph,
    private wanted: Uint8Array,
    private readonly events: Events,
    private readonly picture: HTMLCanvasElement,
    private readonly painter: Painter,
  ) {
    this.element = h("div", { class: "ex-stage" }, picture, this.names);
    picture.setAttribute("aria-label", "The network. Arrow keys move it, plus and minus zoom, 0 shows it whole. The table view tells the same.");
    this.home = this.camera = { x: 0, y: 0, scale: 1 };
    this.shown = { order: new Uint32Array(), upTo: new Uint32Array(), of: new Uint8Array() };
    this.look = { classes: [], kinds: [], ring: [1, 1, 1, 1] };
    this.all = painter.layer();
    this.lit = painter.layer();
    pointers(this.picture, {
      drag: (dx, dy) => this.move({ ...this.camera, x: this.camera.x - dx / this.camera.scale, y: this.camera.y - dy / this.camera.scale }),
      zoom: (x, y, factor) => this.zoom(factor, x, y),
      hover: (x, y) => this.hover(x === null ? null : this.at(x, y)),
      click: (x, y) => events.pick(this.at(x, y)),
      double: (x, y) => {
        const node = this.at(x, y);
        if (node === null) this.zoom(2, x, y, true);
        else this.focus(node);
      },
    });
    this.picture.addEventListener("keydown", (event) => this.key(event));
    this.picture.addEventListener("webglcontextlost", (event) => event.preventDefault());
    this.picture.addEventListener("webglcontextrestored", () => location.reload());
    document.addEventListener("themechange", () => this.dress());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.dress());
    new ResizeObserver(() => this.resize()).observe(this.element);
  }

  /** Once the element is in the page. at: where to look, null for the whole. */
  begin(at: Camera | null): void {
    this.resize();
    if (at) this.camera = at;
    this.dress();
  }

  private resize(): void {
    const { clientWidth: width, clientHeight: height } = this.element;
    if (!width || !height || (width === this.size.width && height === this.size.height)) return;
    const wasHome = this.size.width === 0 || this.isHome();
    this.size = { width, height };
    this.ratio = Math.min(devicePixelRatio || 1, 2);
    for (const canvas of [this.picture, this.names]) {
      canvas.width = Math.round(width * this.ratio);
      canvas.height = Math.round(height * this.ratio);
    }
    this.home = fit(this.graph.box, this.size);
    if (wasHome) this.camera = this.home;
    this.want(this.wanted);
  }

  private isHome(): boolean {
    const { camera: a, home: b } = this;
    return Math.abs(a.scale / b.scale - 1) < 1e-6 && Math.abs(a.x - b.x) < 1e-6 && Math.abs(a.y - b.y) < 1e-6;
  }

  /** Where one looks; null: as it opened. */
  where(): Camera | null {
    return this.isHome() ? null : this.camera;
  }

  private dress(): void {
    const dark = document.documentElement.dataset["theme"] ? document.documentElement.dataset["theme"] === "dark" : theme() === "dark";
    const style = getComputedStyle(document.documentElement);
    const value = (name: string): string => style.getPropertyValue(name).trim();
    const { classes, kinds } = this.graph.core;
    const grey = colour(dark ? "#8b95a1" : "#7b838c", dark ? 0.34 : 0.4);
    const tint = classes.map((c) => colour(dark ? c.dark : c.light, dark ? 0.42 : 0.4));
    this.kindTint = Uint8Array.from(kinds, (kind) => classes.findIndex((c) => c.id === TINTS[kind]) + 1);
    this.look = {
      classes: pad(classes.map((c) => colour(dark ? c.dark : c.light))),
      kinds: pad([grey, ...tint]),
      ring: colour(dark ? "#14171b" : "#f7f6f2"),
    };
    this.ink = { text: value("--ink"), halo: value("--ground"), soft: value("--soft") };
    this.want(this.wanted);
  }

  private kindTint = new Uint8Array();

  /** Draw only these nodes, 1 for each that is wanted. */
  want(mask: Uint8Array): void {
    this.wanted = mask;
    if (!this.size.width) return;
    this.shown = levels(this.graph, mask, CELL / this.home.scale);
    const edges = edgeLevels(this.graph, this.shown);
    this.edgesUpTo = edges.upTo;
    // the least important first, so that the others lie above; each level keeps its own stretch of the buffer
    this.painter.fill(this.all, this.nodeData(this.shown.order), this.edgeData(edges.order));
    this.light();
  }

  private nodeData(nodes: ArrayLike<number>): Float32Array {
    const data = new Float32Array(nodes.length * 4);
    for (let i = 0; i < nodes.length; i++) {
      const n = nodes[i]!;
      data.set([this.graph.x[n]!, this.graph.y[n]!, radiusOf(this.graph, n), this.graph.cls[n]!], i * 4);
    }
    return data;
  }

  private edgeData(edges: ArrayLike<number>): Float32Array {
    const { x, y, from, to, kind } = this.graph;
    const data = new Float32Array(edges.length * 6);
    for (let i = 0; i < edges.length; i++) {
      const e = edges[i]!;
      const [a, b, tint] = [from[e]!, to[e]!, this.kindTint[kind[e]!] ?? 0];
      data.set([x[a]!, y[a]!, tint, x[b]!, y[b]!, tint], i * 6);
    }
    return data;
  }

  /** Fill the layer of what is lit: the selected or hovered node with its neighbours. */
  private light(): void {
    const centres = [...new Set([this.selected, this.hovered].filter((n): n is number => n !== null && this.wanted[n] === 1))];
    const centre = centres.at(-1); // what is hovered, else what is selected
    const edges: number[] = [];
    const nodes = new Set<number>(centres);
    if (centre !== undefined) {
      for (const { edge, other } of around(this.graph, centre)) {
        if (!this.wanted[other]) continue;
        edges.push(edge);
        nodes.add(other);
      }
    }
    this.bright = [...nodes];
    this.brightEdges = edges.length;
    this.painter.fill(this.lit, this.nodeData([...this.bright].reverse()), this.edgeData(edges));
    this.rest();
  }

  select(node: number | null): void {
    this.selected = node;
    this.hovered = null;
    this.light();
  }

  private hover(node: number | null): void {
    this.picture.style.cursor = node === null ? "" : "pointer";
    if (node === this.hovered) return;
    this.hovered = node;
    this.light();
  }

  /** How many nodes are drawn at this zoom, and how many are wanted. */
  counts(): { drawn: number; wanted: number } {
    return { drawn: this.shown.upTo[this.level()] ?? 0, wanted: this.shown.order.length };
  }

  private level(): number {
    return levelAt(this.camera.scale / this.home.scale);
  }

  private grow(): number {
    return Math.min(Math.max((this.camera.scale / this.home.scale) ** 0.3 * Math.min(1, this.home.scale ** 0.12 * 1.1), 0.6), 2.2);
  }

  /** Where a node stands in the window. */
  point(node: number): [number, number] {
    return toWindow(this.camera, this.size, this.graph.x[node]!, this.graph.y[node]!);
  }

  private at(x: number, y: number): number | null {
    let best: number | null = null;
    let least = Infinity;
    const grow = this.grow();
    const { graph, camera } = this;
    const gx = (x - this.size.width / 2) / camera.scale + camera.x;
    const gy = (y - this.size.height / 2) / camera.scale + camera.y;
    const look = (n: number): void => {
      const away = Math.hypot(graph.x[n]! - gx, graph.y[n]! - gy) * camera.scale - Math.max(radiusOf(graph, n) * grow + 3, 9);
      if (away < least && away < 0) [best, least] = [n, away];
    };
    const { drawn } = this.counts();
    for (let i = 0; i < drawn; i++) look(this.shown.order[i]!);
    this.bright.forEach(look);
    return best;
  }

  private move(camera: Camera): void {
    cancelAnimationFrame(this.flight);
    this.camera = camera;
    this.redraw(true);
  }

  zoom(factor: number, x = this.size.width / 2, y = this.size.height / 2, slowly = false): void {
    const to = zoomAt(this.camera, this.size, x, y, factor, this.home.scale * 0.5, Math.max(this.home.scale * 8, 4));
    if (slowly) this.fly(to);
    else this.move(to);
  }

  whole(): void {
    this.fly(this.home);
  }

  /** Bring a node and its neighbours into sight. */
  focus(node: number): void {
    const near = [node, ...[...around(this.graph, node)].map((a) => a.other).filter((n) => this.wanted[n])];
    const { x, y } = this.graph;
    const box = boxOf(x, y, near);
    const half = [Math.max(x[node]! - box.left, box.right - x[node]!), Math.max(y[node]! - box.top, box.bottom - y[node]!)] as const;
    const own = { left: x[node]! - half[0], right: x[node]! + half[0], top: y[node]! - half[1], bottom: y[node]! + half[1] };
    const whole = fit(own, this.size);
    this.fly({ ...whole, scale: Math.max(whole.scale, this.home.scale * 2) });
  }

  /** Bring these nodes into sight. */
  show(nodes: Iterable<number>): void {
    this.fly(fit(boxOf(this.graph.x, this.graph.y, nodes), this.size));
  }

  private fly(to: Camera): void {
    cancelAnimationFrame(this.flight);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return this.move(to);
    const from = this.camera;
    const begun = performance.now();
    const step = (now: number): void => {
      const t = Math.min(Math.max((now - begun) / 450, 0), 1);
      this.camera = between(from, to, t);
      this.redraw(true);
      if (t < 1) this.flight = requestAnimationFrame(step);
      else this.camera = to;
    };
    this.flight = requestAnimationFrame(step);
  }

  private key(event: KeyboardEvent): void {
    const { scale } = this.camera;
    const step = 80 / scale;
    const moves: Record<string, () => void> = {
      ArrowLeft: () => this.move({ ...this.camera, x: this.camera.x - step }),
      ArrowRight: () => this.move({ ...this.camera, x: this.camera.x + step }),
      ArrowUp: () => this.move({ ...this.camera, y: this.camera.y - step }),
      ArrowDown: () => this.move({ ...this.camera, y: this.camera.y + step }),
      "+": () => this.zoom(1.4),
      "=": () => this.zoom(1.4),
      "-": () => this.zoom(1 / 1.4),
      "0": () => this.whole(),
      Escape: () => this.events.pick(null),
    };
    const act = moves[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  }

  private rest(): void {
    this.placed = this.placeNames();
    this.redraw(false);
  }

  private redraw(moving: boolean): void {
    if (moving) {
      clearTimeout(this.resting);
      this.resting = window.setTimeout(() => {
        this.rest();
        this.events.moved();
      }, 120);
    }
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.paint();
    });
  }

  /** Draw a frame now. */
  paint(): void {
    if (!this.size.width) return;
    const level = this.level();
    const focused = this.bright.length > 0;
    const parts: Part[] = [
      {
        layer: this.all, nodes: this.shown.upTo[level] ?? 0, edges: this.edgesUpTo[level] ?? 0,
        nodeStrength: focused ? 0.22 : 1, edgeStrength: focused ? 0.16 : 1,
      },
      { layer: this.lit, nodes: this.bright.length, edges: this.brightEdges, nodeStrength: 1, edgeStrength: 2 },
    ];
    this.painter.draw(this.camera, this.size, this.ratio, this.grow(), this.look, focused ? parts : parts.slice(0, 1));
    this.writeNames();
  }

  private *wishes(context: CanvasRenderingContext2D): Generator<Wish> {
    const { width, height } = this.size;
    const grow = this.grow();
    const seen = new Set<number>();
    const { drawn } = this.counts();
    const first = this.bright.slice(0, 400);
    const others = first.length ? [] : this.shown.order.subarray(0, Math.min(drawn, CANDIDATES));
    for (const list of [first, others]) {
      for (const node of list) {
        if (seen.has(node)) continue;
        seen.add(node);
        const [x, y] = this.point(node);
        if (x < 0 || y < 0 || x > width || y > height) continue;
        let wide = this.widths.get(node);
        if (wide === undefined) this.widths.set(node, (wide = context.measureText(this.name(node)).width));
        yield { node, x, y, radius: radiusOf(this.graph, node) * grow, width: wide, must: node === this.selected || node === this.hovered };
      }
    }
  }

  private name(node: number): string {
    return shorten(this.graph.core.nodes.label[node] ?? "");
  }

  private placeNames(): Placed[] {
    const context = this.names.getContext("2d");
    if (!context || !this.size.width) return [];
    context.font = FONT;
    // kept as places in the graph, so that names move with their nodes until they are placed anew
    return place(this.wishes(context), Math.round(LABELS * Math.min(1, (this.size.width * this.size.height) / 700_000))).map((p) => {
      const [x, y] = this.point(p.node);
      return { node: p.node, x: p.x - x, y: p.y - y };
    });
  }

  private writeNames(): void {
    const context = this.names.getContext("2d");
    if (!context) return;
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, this.size.width, this.size.height);
    context.font = FONT;
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = this.ink.halo;
    context.fillStyle = this.ink.text;
    for (const { node, x: dx, y: dy } of this.placed) {
      const [x, y] = this.point(node);
      const text = this.name(node);
      context.strokeText(text, x + dx, y + dy);
      context.fillText(text, x + dx, y + dy);
    }
  }

  /** Put the keyboard here. */
  focusPicture(): void {
    this.picture.focus();
  }
}

const FONT = '12.5px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';

function pad<T>(list: T[]): T[] {
  return Array.from({ length: 8 }, (_, i) => list[Math.min(i, list.length - 1)]!);
}
