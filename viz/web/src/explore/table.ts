// The same selection as rows: for reading, sorting, and for screen readers.
import { button, h } from "../dom";
import type { Graph } from "./model";
import { typeWords, whenWords } from "./sentences";

const PAGE = 200;
type Column = "name" | "what" | "when" | "reports" | "links";
const COLUMNS: [Column, string][] = [["name", "Name"], ["what", "What"], ["when", "When"], ["reports", "News items"], ["links", "Links"]];

/** Wanted nodes in the order of a column; ties go by importance. */
export function sorted(graph: Graph, wanted: Uint8Array, by: Column, down: boolean): number[] {
  const rows: number[] = [];
  for (let n = 0; n < graph.size; n++) if (wanted[n]) rows.push(n);
  const { label, start } = graph.core.nodes;
  const collator = new Intl.Collator("en", { numeric: true });
  const compare: Record<Column, (a: number, b: number) => number> = {
    name: (a, b) => collator.compare(label[a] ?? "", label[b] ?? ""),
    what: (a, b) => collator.compare(what(graph, a), what(graph, b)),
    when: (a, b) => ((start[a] ?? "") < (start[b] ?? "") ? -1 : (start[a] ?? "") > (start[b] ?? "") ? 1 : 0),
    reports: (a, b) => graph.reports[a]! - graph.reports[b]!,
    links: (a, b) => graph.degree[a]! - graph.degree[b]!,
  };
  const turn = down ? -1 : 1;
  const known = by === "when" ? (n: number): number => (start[n] ? 0 : 1) : (): number => 0; // the undated last, either way
  return rows.sort((a, b) => known(a) - known(b) || turn * compare[by](a, b) || a - b);
}

function what(graph: Graph, node: number): string {
  const type = graph.core.types[graph.type[node]!]?.id;
  return type ? typeWords(type) : (graph.core.classes[graph.cls[node]!]?.name ?? "");
}

export class Table {
  readonly element = h("div", { class: "ex-table", tabindex: 0, role: "region", "aria-label": "Table" });
  private by: Column = "reports";
  private down = true;
  private shown = PAGE;

  constructor(private readonly graph: Graph, private readonly pick: (node: number) => void) {}

  show(wanted: Uint8Array, selected: number | null): void {
    const rows = sorted(this.graph, wanted, this.by, this.down);
    const { start, label } = this.graph.core.nodes;
    const head = COLUMNS.map(([id, name]) =>
      h(
        "th",
        { scope: "col", "aria-sort": id === this.by ? (this.down ? "descending" : "ascending") : null },
        button(name, () => {
          this.down = id === this.by ? !this.down : id === "reports" || id === "links" || id === "when";
          this.by = id;
          this.show(wanted, selected);
        }, { class: "ex-sort" }),
      ),
    );
    const body = rows.slice(0, this.shown).map((node) => {
      const kind = this.graph.core.classes[this.graph.cls[node]!]?.id ?? "";
      return h(
        "tr",
        { "aria-current": node === selected ? "true" : null },
        h("td", {}, h("button", { type: "button", class: "ex-name", onclick: () => this.pick(node) }, label[node] ?? "")),
        h("td", {}, h("span", { class: `kind kind-${kind}` }, what(this.graph, node))),
        h("td", {}, whenWords(start[node] ?? "", "")),
        h("td", { class: "num" }, this.graph.reports[node]!.toLocaleString("en")),
        h("td", { class: "num" }, this.graph.degree[node]!.toLocaleString("en")),
      );
    });
    const more = rows.length > this.shown
      ? button(`Show more (${(rows.length - this.shown).toLocaleString("en")} left)`, () => {
          this.shown += PAGE * 5;
          this.show(wanted, selected);
        })
      : null;
    this.element.replaceChildren(
      h("table", { class: "table" }, h("caption", { class: "sr" }, `${rows.length.toLocaleString("en")} things`), h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...body)),
      ...(more ? [more] : []),
    );
  }
}
