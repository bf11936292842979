// Which classes and event types are shown: the legend, which is also the filter.
import { button, h } from "../dom";
import type { Filters } from "./filters";
import type { Graph } from "./model";
import { typeWords } from "./sentences";

const GROUPS = 12;

export interface SidebarActs {
  change: (filters: Filters) => void;
  community: (number: number) => void;
}

export class Sidebar {
  readonly element = h("aside", { class: "ex-side", id: "ex-side", "aria-label": "Filters" });
  private filters: Filters;
  private readonly typeSummary = h("summary", {}, "Event types");

  constructor(private readonly graph: Graph, filters: Filters, private readonly acts: SidebarActs) {
    this.filters = filters;
    const { core } = graph;
    const perClass = count(graph.cls, core.classes.length);
    const perType = count(graph.type, core.types.length);
    this.element.append(
      h(
        "fieldset",
        { class: "ex-box" },
        h("legend", {}, "Shown"),
        ...core.classes.map((look, i) =>
          perClass[i]
            ? this.check("cls", look.id, look.plural, perClass[i], shape(look.id))
            : null,
        ),
      ),
      h(
        "details",
        { class: "ex-box", open: filters.types.size > 0 },
        this.typeSummary,
        ...core.types.map((type, i) => this.check("type", type.id, typeWords(type.id), perType[i] ?? 0)),
        button("All types", () => this.set({ ...this.filters, types: new Set() }), { class: "button ex-small" }),
      ),
      this.communities(),
    );
    this.follow(filters);
  }

  private check(kind: "cls" | "type", id: string, name: string, number: number, before?: SVGSVGElement): HTMLElement {
    const box = h("input", { type: "checkbox", "data-kind": kind, value: id, onchange: () => this.changed() });
    return h("label", { class: "ex-check" }, box, before, h("span", {}, name), h("span", { class: "soft small num" }, number.toLocaleString("en")));
  }

  private communities(): HTMLElement {
    const { core, community } = this.graph;
    const sizes = count(community, core.communities.length);
    const items = core.communities.slice(0, GROUPS).flatMap((name, i) =>
      (sizes[i] ?? 0) > 2
        ? [h("li", {}, h("button", { type: "button", class: "ex-neighbour", onclick: () => this.acts.community(i) }, h("span", {}, name), h("span", { class: "soft small num" }, (sizes[i] ?? 0).toLocaleString("en"))))]
        : [],
    );
    const element = h("details", { class: "ex-box", open: true }, h("summary", {}, "Groups around"), h("ul", { class: "ex-near" }, ...items));
    element.hidden = items.length < 2;
    return element;
  }

  private boxes(kind: string): HTMLInputElement[] {
    return [...this.element.querySelectorAll<HTMLInputElement>(`input[data-kind=${kind}]`)];
  }

  private changed(): void {
    const hidden = new Set(this.boxes("cls").filter((box) => !box.checked).map((box) => box.value));
    const types = new Set(this.boxes("type").filter((box) => box.checked).map((box) => box.value));
    this.set({ ...this.filters, hidden, types });
  }

  private set(filters: Filters): void {
    this.acts.change(filters);
  }

  /** Show what the filters are. */
  follow(filters: Filters): void {
    this.filters = filters;
    for (const box of this.boxes("cls")) box.checked = !filters.hidden.has(box.value);
    for (const box of this.boxes("type")) box.checked = filters.types.has(box.value);
    this.typeSummary.textContent = filters.types.size ? `Event types (${filters.types.size})` : "Event types";
  }
}

function count(column: ArrayLike<number>, kinds: number): number[] {
  const found = new Array<number>(kinds).fill(0);
  for (let i = 0; i < column.length; i++) if (column[i]! >= 0 && column[i]! < kinds) found[column[i]!]!++;
  return found;
}

const SHAPES: Record<string, string> = {
  Event: "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z",
  Organisation: "M4 2h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2z",
  Person: "M8 1.5l6.8 12.5H1.2z",
  Location: "M8 14.5L1.2 2h13.6z",
  Programme: "M8 .8l7.2 7.2L8 15.2.8 8z",
};

/** A class's shape in its colour, as the picture draws it. */
function shape(cls: string): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 0 16 16", width: "14", height: "14", "aria-hidden": "true", class: `ex-shape kind-${cls}` })) picture.setAttribute(name, value);
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", SHAPES[cls] ?? SHAPES["Event"]!);
  path.setAttribute("fill", "currentColor");
  picture.append(path);
  return picture;
}
