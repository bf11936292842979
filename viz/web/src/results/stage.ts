// A canvas that can be panned, zoomed and asked, by pointer, touch and keys; and saved as SVG and PNG.
import { announce, button, download, h } from "../dom";
import { fileName } from "./export";
import { CanvasSurface, palette, SvgSurface, type Palette, type Scale, type Surface } from "./surface";

export interface Frame extends Scale {
  width: number;
  height: number;
}
/** What stands at a place of the drawing. */
export interface Hit {
  x: number;
  y: number;
  /** in words, for a tooltip and for screen readers */
  title: string;
  /** what the popup shows; null: nothing more to show */
  details: (() => Node) | null;
  /** where a click leads instead of to a popup: nearer */
  zoom?: { x: number; y: number; factor: number };
  id: string | number;
}
export interface Scene {
  /** what is drawn, for screen readers */
  label: string;
  height: number;
  /** the scale and place at which everything is seen */
  home(width: number, height: number): Scale;
  /** the least and most that may be zoomed, as factors of home's scale */
  zoom: readonly [number, number];
  /** false: only sideways */
  vertical: boolean;
  draw(surface: Surface, frame: Frame, colours: Palette, chosen: Hit | null): void;
  hit(x: number, y: number, frame: Frame): Hit | null;
  /** all that can be stepped through by keys, in an order that makes sense */
  steps(frame: Frame): Hit[];
  /** pointer dragging a thing instead of the ground; returns what follows the pointer, null if nothing is held */
  grab?(x: number, y: number, frame: Frame): ((x: number, y: number, frame: Frame) => void) | null;
}

const KEYS = "Arrow keys move, plus and minus zoom, 0 shows all, N and P step through, Enter opens.";

export class Stage {
  readonly element: HTMLElement;
  private readonly canvas: HTMLCanvasElement;
  private readonly popup: HTMLElement;
  private readonly tip: HTMLElement;
  private readonly observer: ResizeObserver;
  private readonly away = new AbortController();
  private frame: Frame = { k: 1, x: 0, y: 0, width: 0, height: 0 };
  private homeScale = 1;
  private chosen: Hit | null = null;
  private pending = 0;
  private moved = false;

  constructor(
    private readonly scene: Scene,
    private readonly title: string,
  ) {
    this.canvas = h("canvas", {
      tabindex: 0,
      role: "application",
      "aria-label": `${scene.label} ${KEYS}`,
    });
    this.popup = h("div", { class: "stage-popup", role: "dialog", "aria-label": "Details", hidden: true });
    this.tip = h("div", { class: "stage-tip", "aria-hidden": "true", hidden: true });
    const tools = h(
      "div",
      { class: "stage-tools" },
      button("+", () => this.zoomBy(1.6), { "aria-label": "Zoom in", class: "button stage-tool" }),
      button("−", () => this.zoomBy(1 / 1.6), { "aria-label": "Zoom out", class: "button stage-tool" }),
      button("⤢", () => this.home(), { "aria-label": "Show all", class: "button stage-tool" }),
    );
    this.element = h("div", { class: "stage" }, this.canvas, tools, this.tip, this.popup);
    this.element.style.setProperty("--stage-height", `${scene.height}px`);
    this.listen();
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(this.element);
  }

  /** Draw again, at the next frame. */
  redraw(): void {
    if (!this.pending) this.pending = requestAnimationFrame(() => this.draw());
  }

  /** Show everything. */
  home(): void {
    const { width, height } = this.frame;
    Object.assign(this.frame, this.scene.home(width, height));
    this.homeScale = this.frame.k;
    this.moved = false;
    this.close();
    this.redraw();
  }

  /** Whether the reader has moved or zoomed since everything was shown. */
  get touched(): boolean {
    return this.moved;
  }

  close(): void {
    const inside = this.popup.contains(document.activeElement);
    this.popup.hidden = true;
    this.chosen = null;
    if (inside) this.canvas.focus();
    this.redraw();
  }

  destroy(): void {
    cancelAnimationFrame(this.pending);
    this.observer.disconnect();
    this.away.abort();
  }

  /** The buttons that save the drawing. */
  exports(): HTMLElement[] {
    const svg = (): void => {
      const { width, height } = this.frame;
      const surface = new SvgSurface(width, height, this.title);
      this.paint(surface);
      download(fileName(this.title, "svg"), surface.done(), "image/svg+xml");
    };
    const png = (): void => {
      const canvas = h("canvas", { width: this.frame.width * 2, height: this.frame.height * 2 });
      const context = canvas.getContext("2d");
      if (!context) return;
      context.scale(2, 2);
      this.paint(new CanvasSurface(context));
      canvas.toBlob((blob) => blob && download(fileName(this.title, "png"), blob), "image/png");
    };
    return [button("SVG", svg, { "aria-label": "Save as SVG" }), button("PNG", png, { "aria-label": "Save as PNG" })];
  }

  private paint(surface: Surface): void {
    const colours = palette();
    surface.rect(0, 0, this.frame.width, this.frame.height, { fill: colours.card });
    this.scene.draw(surface, this.frame, colours, this.chosen);
  }

  private draw(): void {
    this.pending = 0;
    const context = this.canvas.getContext("2d");
    if (!context || !this.frame.width) return;
    const ratio = devicePixelRatio || 1;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.paint(new CanvasSurface(context));
  }

  private resize(): void {
    const { clientWidth: width, clientHeight: height } = this.element;
    if (!width || !height) return;
    const ratio = devicePixelRatio || 1;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    const before = this.frame.width;
    this.frame.width = width;
    this.frame.height = height;
    if (!before || !this.moved) this.home();
    this.redraw();
  }

  /** Zoom around a point of the canvas, its middle by default. */
  private zoomBy(factor: number, x = this.frame.width / 2, y = this.frame.height / 2): void {
    const { frame, scene, homeScale } = this;
    const k = Math.min(Math.max(frame.k * factor, homeScale * scene.zoom[0]), homeScale * scene.zoom[1]);
    const real = k / frame.k;
    frame.x = x - (x - frame.x) * real;
    if (scene.vertical) frame.y = y - (y - frame.y) * real;
    frame.k = k;
    this.moved = true;
    this.hideTip();
    if (!this.popup.hidden) this.close();
    this.redraw();
  }

  private pan(dx: number, dy: number): void {
    this.frame.x += dx;
    if (this.scene.vertical) this.frame.y += dy;
    this.moved = true;
    if (!this.popup.hidden) this.close();
    this.redraw();
  }

  private show(hit: Hit, focus: boolean): void {
    if (hit.zoom) {
      this.zoomBy(hit.zoom.factor, hit.zoom.x, hit.zoom.y);
      announce(`${hit.title}: zoomed in`);
      return;
    }
    this.chosen = hit;
    this.hideTip();
    if (!hit.details) {
      this.redraw();
      return;
    }
    const close = button("×", () => this.close(), { class: "button bare stage-close", "aria-label": "Close" });
    this.popup.replaceChildren(close, hit.details());
    this.popup.hidden = false;
    this.popup.scrollTop = 0;
    const { width, height } = this.frame;
    const [w, ph] = [this.popup.offsetWidth, this.popup.offsetHeight];
    const left = hit.x + 14 + w > width ? hit.x - 14 - w : hit.x + 14;
    this.popup.style.left = `${Math.max(8, Math.min(left, width - w - 8))}px`;
    this.popup.style.top = `${Math.max(8, Math.min(hit.y - 20, height - ph - 8))}px`;
    if (focus) close.focus();
    this.redraw();
  }

  private hideTip(): void {
    this.tip.hidden = true;
    this.canvas.style.cursor = "";
  }

  private hover(x: number, y: number): void {
    const hit = this.scene.hit(x, y, this.frame);
    if (!hit) {
      this.hideTip();
      return;
    }
    this.canvas.style.cursor = "pointer";
    this.tip.textContent = hit.title;
    this.tip.hidden = false;
    const left = Math.min(x + 14, this.frame.width - this.tip.offsetWidth - 6);
    this.tip.style.left = `${Math.max(4, left)}px`;
    this.tip.style.top = `${y > this.frame.height - 50 ? y - 36 : y + 16}px`;
  }

  private listen(): void {
    const { canvas } = this;
    const { signal } = this.away;
    const held = new Map<number, { x: number; y: number }>();
    let travelled = 0;
    let grabbed: ((x: number, y: number, frame: Frame) => void) | null = null;
    const at = (event: PointerEvent | WheelEvent): { x: number; y: number } => {
      const box = canvas.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    canvas.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      const point = at(event);
      held.set(event.pointerId, point);
      canvas.setPointerCapture(event.pointerId);
      travelled = 0;
      grabbed = held.size === 1 ? (this.scene.grab?.(point.x, point.y, this.frame) ?? null) : null;
    });
    canvas.addEventListener("pointermove", (event) => {
      const now = at(event);
      const before = held.get(event.pointerId);
      if (!before) {
        this.hover(now.x, now.y);
        return;
      }
      const other = [...held].find(([id]) => id !== event.pointerId)?.[1];
      const [dx, dy] = [now.x - before.x, now.y - before.y];
      travelled += Math.abs(dx) + Math.abs(dy);
      held.set(event.pointerId, now);
      if (other) {
        const far = (p: { x: number; y: number }): number => Math.max(Math.hypot(p.x - other.x, p.y - other.y), 1);
        this.zoomBy(far(now) / far(before), other.x, other.y);
      } else if (travelled > 4) {
        if (grabbed) {
          grabbed(now.x, now.y, this.frame);
          this.moved = true;
          this.redraw();
        } else this.pan(dx, dy);
        this.hideTip();
      }
    });
    const release = (event: PointerEvent): void => {
      if (!held.delete(event.pointerId) || event.type === "pointercancel" || travelled > 4) return;
      const point = at(event);
      const hit = this.scene.hit(point.x, point.y, this.frame);
      if (hit) this.show(hit, false);
      else this.close();
    };
    canvas.addEventListener("pointerup", release);
    canvas.addEventListener("pointercancel", release);
    canvas.addEventListener("pointerleave", () => this.hideTip());
    // a wheel turns the page, until the reader has taken hold of the drawing or asks for zooming with Ctrl
    canvas.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey && !event.metaKey && document.activeElement !== canvas) return;
        event.preventDefault();
        const { x, y } = at(event);
        if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) this.pan(-(event.deltaX || event.deltaY), 0);
        else this.zoomBy(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0022)), x, y);
      },
      { passive: false },
    );
    canvas.addEventListener("dblclick", (event) => {
      const box = canvas.getBoundingClientRect();
      this.zoomBy(2, event.clientX - box.left, event.clientY - box.top);
    });
    canvas.addEventListener("keydown", (event) => this.key(event));
    this.popup.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.stopPropagation();
        this.close();
        canvas.focus();
      }
    });
    document.addEventListener("themechange", () => this.redraw(), { signal });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.redraw(), { signal });
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moves: Record<string, () => void> = {
      ArrowLeft: () => this.pan(60, 0),
      ArrowRight: () => this.pan(-60, 0),
      ArrowUp: () => this.pan(0, 60),
      ArrowDown: () => this.pan(0, -60),
      "+": () => this.zoomBy(1.6),
      "=": () => this.zoomBy(1.6),
      "-": () => this.zoomBy(1 / 1.6),
      "0": () => this.home(),
      n: () => this.step(1),
      p: () => this.step(-1),
      Enter: () => this.chosen && this.show(this.chosen, true),
      Escape: () => this.close(),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  }

  private step(direction: 1 | -1): void {
    const steps = this.scene.steps(this.frame);
    if (!steps.length) return;
    const now = steps.findIndex((hit) => hit.id === this.chosen?.id);
    const next = now < 0 ? (direction > 0 ? 0 : steps.length - 1) : (now + direction + steps.length) % steps.length;
    const hit = steps[next];
    if (!hit) return;
    const { width, height } = this.frame;
    this.popup.hidden = true;
    // what is stepped to is brought into sight
    const dx = hit.x < 30 || hit.x > width - 30 ? width / 2 - hit.x : 0;
    const dy = this.scene.vertical && (hit.y < 30 || hit.y > height - 30) ? height / 2 - hit.y : 0;
    if (dx || dy) this.pan(dx, dy);
    this.chosen = { ...hit, x: hit.x + dx, y: hit.y + dy };
    announce(`${next + 1} of ${steps.length}: ${hit.title}`);
    this.redraw();
  }
}
