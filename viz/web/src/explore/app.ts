// The explorer put together: one state, and every part shown anew from it.
import { announce, button, h } from "../dom";
import { themeButton } from "../theme";
import { read, write, type State } from "./address";
import { months, wanted, type Filters } from "./filters";
import { graphOf, type Details, type Graph } from "./model";
import { Panel } from "./panel";
import { Index, searchField } from "./search";
import { Sidebar } from "./sidebar";
import type { Source } from "./source";
import { Stage } from "./stage";
import { Table } from "./table";
import { Timebar } from "./timebar";

export class Explorer {
  private readonly graph: Graph;
  private state: State;
  private details: Details | null = null;
  private rows = new Map<string, number>();
  private selected: number | null = null;
  private mask: Uint8Array;
  private readonly stage: Stage | null;
  private readonly panel: Panel;
  private readonly table: Table;
  private readonly side: Sidebar;
  private readonly time: Timebar;
  private readonly notice = h("p", { class: "ex-notice small", role: "status" });
  private readonly tabs: HTMLButtonElement[];
  private readonly body = h("div", { class: "ex-body" });
  private readonly empty = h("p", { class: "ex-empty notice" }, "Nothing fits these filters.");

  constructor(private readonly root: HTMLElement, core: Parameters<typeof graphOf>[0], private readonly source: Source) {
    this.graph = graphOf(core);
    this.state = read(location.hash);
    this.mask = wanted(this.graph, this.state.filters);
    const pick = (node: number | null): void => this.pick(node);
    this.stage = Stage.of(this.graph, this.mask, { pick, moved: () => this.moved() });
    this.panel = new Panel(this.graph, {
      pick: (node) => this.pick(node, true),
      focus: (node) => this.stage?.focus(node),
      close: () => this.pick(null),
      page: (node, details) => this.page(node, details),
    });
    this.table = new Table(this.graph, pick);
    this.side = new Sidebar(this.graph, this.state.filters, {
      change: (filters) => this.filter(filters),
      community: (number) => this.community(number),
    });
    this.time = new Timebar((period) => this.filter({ ...this.state.filters, period }));
    this.tabs = (["network", "table"] as const).map((view) =>
      button(view === "network" ? "Network" : "Table", () => this.view(view), { class: "button", "data-view": view }),
    );
    this.build();
  }

  private build(): void {
    const index = new Index(this.graph, () => this.source.details());
    const search = searchField(this.graph, index, (node) => this.mask[node] === 1, (node) => this.pick(node, true));
    const filters = button("Filters", () => {
      const open = this.root.classList.toggle("ex-side-open");
      filters.setAttribute("aria-expanded", String(open));
    }, { class: "button ex-filters", "aria-expanded": "false", "aria-controls": "ex-side" });
    const top = h("div", { class: "ex-top" }, h("strong", { class: "ex-title" }, this.graph.core.title), search, h("div", { class: "ex-tabs", role: "group", "aria-label": "View" }, ...this.tabs), filters);
    if (!document.querySelector("#light-or-dark")) {
      const light = button("◐", () => undefined, { class: "button bare" });
      themeButton(light);
      top.append(light);
    }
    const zoom = h(
      "div",
      { class: "ex-zoom", role: "group", "aria-label": "Zoom" },
      button("+", () => this.stage?.zoom(1.6, undefined, undefined, true), { "aria-label": "Zoom in" }),
      button("−", () => this.stage?.zoom(1 / 1.6, undefined, undefined, true), { "aria-label": "Zoom out" }),
      button("⤢", () => this.stage?.whole(), { "aria-label": "Show the whole" }),
    );
    if (this.stage) this.stage.element.append(zoom, this.notice, this.empty);
    this.body.append(this.stage?.element ?? h("p", { class: "ex-empty notice" }, "This browser shows no WebGL: the table tells the same."), this.table.element);
    this.root.replaceChildren(...this.root.querySelectorAll("h1"), top, h("div", { class: "ex-middle" }, this.side.element, h("div", { class: "ex-centre" }, this.body, this.time.element), this.panel.element));
    if (!this.stage) this.state = { ...this.state, view: "table" };
    this.show();
    this.stage?.begin(this.state.at);
    this.stage?.paint();
    this.tell();
    addEventListener("hashchange", () => this.follow());
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented && this.selected !== null && !(event.target as HTMLElement).closest("input")) this.pick(null);
    });
    // what the panel tells is unpacked once the first picture is there
    setTimeout(() => void this.fetch(), 0);
  }

  private async fetch(): Promise<void> {
    this.details = await this.source.details();
    this.details.iri.forEach((iri, node) => this.rows.set(iri, node));
    const node = this.rows.get(this.state.thing);
    if (node !== undefined) {
      this.select(node);
      if (!this.state.at) this.stage?.focus(node);
    }
    this.root.dataset["ready"] = "true";
  }

  private page(node: number, details: Details): string {
    const root = this.root.dataset["pages"];
    const iri = details.iri[node] ?? "";
    return root === undefined || /^[a-z][a-z0-9+.-]*:/i.test(iri) ? "" : `${root}${encodeURI(iri).replaceAll("#", "%23").replaceAll("?", "%3F")}.html`;
  }

  /** The address was changed by hand, or by going back. */
  private follow(): void {
    const next = read(location.hash);
    if (write(next) === write(this.state)) return;
    this.state = next;
    this.mask = wanted(this.graph, next.filters);
    this.stage?.want(this.mask);
    this.select(this.rows.get(next.thing) ?? null);
    this.show();
  }

  private keep(): void {
    const hash = write(this.state);
    try {
      history.replaceState(null, "", hash ? `#${hash}` : `${location.pathname}${location.search}`);
    } catch {
      // a frame without an address of its own
    }
  }

  private moved(): void {
    this.state = { ...this.state, at: this.stage?.where() ?? null };
    this.keep();
    this.tell();
  }

  private view(view: State["view"]): void {
    this.state = { ...this.state, view };
    this.show();
    this.keep();
  }

  private filter(filters: Filters): void {
    this.state = { ...this.state, filters };
    this.mask = wanted(this.graph, filters);
    this.stage?.want(this.mask);
    this.show();
    this.keep();
    announce(`${this.number().toLocaleString("en")} things`);
  }

  private community(number: number): void {
    const nodes: number[] = [];
    this.graph.community.forEach((c, n) => c === number && this.mask[n] && nodes.push(n));
    if (this.state.view !== "network") this.view("network");
    if (nodes.length) this.stage?.show(nodes);
  }

  private pick(node: number | null, go = false): void {
    this.select(node);
    this.state = { ...this.state, thing: node === null ? "" : (this.details?.iri[node] ?? "") };
    this.keep();
    if (node === null) this.stage?.focusPicture();
    else if (go && this.state.view === "network") this.stage?.focus(node);
  }

  private select(node: number | null): void {
    this.selected = node;
    this.stage?.select(node);
    if (node === null) this.panel.hide();
    else {
      this.panel.show(node, this.details);
      announce(this.graph.core.nodes.label[node] ?? "");
    }
    if (this.state.view === "table") this.table.show(this.mask, node);
  }

  private number(): number {
    return this.mask.reduce((sum, one) => sum + one, 0);
  }

  private show(): void {
    const { view, filters } = this.state;
    const { first, counts } = months(this.graph, filters);
    this.side.follow(filters);
    this.time.show(first, counts, filters.period);
    for (const tab of this.tabs) tab.setAttribute("aria-pressed", String(tab.dataset["view"] === view));
    if (this.stage) this.stage.element.hidden = view !== "network";
    this.table.element.hidden = view !== "table";
    if (view === "table") this.table.show(this.mask, this.selected);
    this.tell();
  }

  /** What is drawn of what fits, and what is folded. */
  private tell(): void {
    if (!this.stage) return;
    const { drawn, wanted: all } = this.stage.counts();
    const of = this.graph.size > all ? ` (of ${this.graph.size.toLocaleString("en")})` : "";
    this.notice.textContent = drawn < all
      ? `${drawn.toLocaleString("en")} of ${all.toLocaleString("en")} things drawn${of}: the most important of each spot. Zoom in and more appear.`
      : `All ${all.toLocaleString("en")} things drawn${of}`;
    this.notice.hidden = all === 0;
    this.empty.hidden = all > 0;
  }

  /** For tests and other scripts: where a thing of this name stands in the window, and what is drawn. */
  look(label: string): { x: number; y: number } | null {
    const node = this.graph.core.nodes.label.indexOf(label);
    if (node < 0 || !this.stage) return null;
    const [x, y] = this.stage.point(node);
    const box = this.stage.element.getBoundingClientRect();
    return { x: x + box.left, y: y + box.top };
  }

  counts(): { drawn: number; wanted: number; camera: { x: number; y: number; scale: number } | null } {
    return { ...(this.stage?.counts() ?? { drawn: 0, wanted: this.number() }), camera: this.stage ? { ...this.stage.camera } : null };
  }

  /** Move the picture by so many pixels and draw it now: for measuring a frame. */
  frame(dx: number, dy: number): void {
    if (!this.stage) return;
    const { camera } = this.stage;
    this.stage.camera = { ...camera, x: camera.x + dx / camera.scale, y: camera.y + dy / camera.scale };
    this.stage.paint();
  }
}
