// Events a month as bars under the picture. Drag over the bars for a period; two sliders do the same for the keyboard.
import { button, h } from "../dom";
import { inWords, readDate } from "../results/dates";
import { monthName } from "./model";

export type Period = readonly [number, number] | null;

function words(month: number): string {
  const span = readDate(monthName(month));
  return span ? inWords(span) : "";
}

export class Timebar {
  readonly element = h("section", { class: "ex-time", "aria-label": "Period" });
  private first = 0;
  private counts: number[] = [];
  private period: Period = null;
  private readonly bars = h("canvas", { class: "ex-bars", "aria-hidden": "true" });
  private readonly said = h("output", { class: "ex-period small" });
  private readonly from = this.slider("From month");
  private readonly to = this.slider("To month");
  private readonly all = button("All time", () => this.choose(null), { class: "button ex-all" });

  constructor(private readonly change: (period: Period) => void) {
    this.element.append(
      h("div", { class: "ex-time-top" }, h("span", { class: "small ex-time-name" }, "Events a month"), this.said, this.all),
      h("div", { class: "ex-time-bars" }, this.bars, this.from, this.to),
    );
    this.drag();
    new ResizeObserver(() => this.draw()).observe(this.bars);
    document.addEventListener("themechange", () => this.draw());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
  }

  private slider(label: string): HTMLInputElement {
    return h("input", { type: "range", class: "ex-slider", min: 0, step: 1, "aria-label": label, oninput: () => this.slid() });
  }

  private slid(): void {
    const [a, b] = [Number(this.from.value), Number(this.to.value)];
    this.choose([this.first + Math.min(a, b), this.first + Math.max(a, b)]);
  }

  private choose(period: Period): void {
    const whole = period && period[0] <= this.first && period[1] >= this.first + this.counts.length - 1;
    this.period = whole ? null : period;
    this.change(this.period);
  }

  /** counts: events of each month from `first`. */
  show(first: number, counts: number[], period: Period): void {
    this.first = first;
    this.counts = counts;
    this.period = period;
    this.element.hidden = counts.length < 2;
    const last = counts.length - 1;
    const [a, b] = period ? [period[0] - first, period[1] - first] : [0, last];
    for (const [slider, at] of [[this.from, a], [this.to, b]] as const) {
      slider.max = String(last);
      slider.value = String(at);
      slider.setAttribute("aria-valuetext", words(first + at));
    }
    this.said.textContent = period ? (period[0] === period[1] ? words(period[0]) : `${words(period[0])} – ${words(period[1])}`) : "all of time, the undated too";
    this.all.hidden = !period;
    this.draw();
  }

  private monthAt(x: number): number {
    const at = Math.floor((x / Math.max(this.bars.clientWidth, 1)) * this.counts.length);
    return this.first + Math.max(0, Math.min(this.counts.length - 1, at));
  }

  private drag(): void {
    let begun: number | null = null;
    const at = (event: PointerEvent): number => this.monthAt(event.clientX - this.bars.getBoundingClientRect().left);
    this.bars.addEventListener("pointerdown", (event) => {
      begun = at(event);
      this.bars.setPointerCapture(event.pointerId);
      this.choose([begun, begun]);
    });
    this.bars.addEventListener("pointermove", (event) => {
      if (begun === null) {
        const month = at(event);
        this.bars.title = `${words(month)}: ${(this.counts[month - this.first] ?? 0).toLocaleString("en")} events`;
        return;
      }
      const month = at(event);
      const next: Period = [Math.min(begun, month), Math.max(begun, month)];
      if (next[0] !== this.period?.[0] || next[1] !== this.period[1]) this.choose(next);
    });
    for (const name of ["pointerup", "pointercancel"] as const) this.bars.addEventListener(name, () => (begun = null));
  }

  private draw(): void {
    const { clientWidth: width, clientHeight: height } = this.bars;
    const context = this.bars.getContext("2d");
    if (!width || !context || !this.counts.length) return;
    const ratio = Math.min(devicePixelRatio || 1, 2);
    this.bars.width = width * ratio;
    this.bars.height = height * ratio;
    context.scale(ratio, ratio);
    const style = getComputedStyle(this.element);
    const [ink, soft, line] = ["--event", "--soft", "--line"].map((name) => style.getPropertyValue(name).trim());
    const step = width / this.counts.length;
    const floor = height - 15;
    const most = Math.max(...this.counts, 1);
    context.font = "11px system-ui, sans-serif";
    let written = -60;
    this.counts.forEach((count, i) => {
      const month = this.first + i;
      const inside = !this.period || (month >= this.period[0] && month <= this.period[1]);
      const high = count ? Math.max((count / most) ** 0.6 * (floor - 3), 2) : 0; // a month with one event is seen beside one with 500
      context.fillStyle = (inside ? ink : line) ?? "";
      context.fillRect(i * step, floor - high, Math.max(step - Math.min(1.5, step * 0.25), 0.5), high);
      if (month % 12 === 0 && i * step - written > 44 && i * step < width - 30) {
        context.fillStyle = soft ?? "";
        context.fillText(String(month / 12), i * step, height - 3);
        written = i * step;
      }
    });
    context.fillStyle = line ?? "";
    context.fillRect(0, floor, width, 1);
  }
}
