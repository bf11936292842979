// The rows as a table: a page of them at a time, sorted by any column, searched, saved.
import { announce, button, download, h } from "../dom";
import { dateOf } from "./dates";
import { fileName, toCsv, toJson } from "./export";
import { tableOfTriples, type Cell, type Table } from "./model";
import { columnsOf, isNumber, shown, sorted, type Column } from "./readable";
import { cellNode, type Context, type View } from "./view";

const PAGE = 100;

class Grid {
  private readonly table: Table;
  private readonly columns: Column[];
  private readonly numeric: boolean[];
  private rows: Cell[][];
  private order: Cell[][];
  private page = 0;
  private by = -1;
  private descending = false;
  private readonly body = h("tbody");
  private readonly head = h("tr");
  private readonly pager = h("nav", { class: "pager", "aria-label": "Pages of rows" });
  private readonly scroll: HTMLElement;
  readonly element: HTMLElement;

  constructor(private readonly context: Context) {
    const { answer } = context;
    this.table = answer.kind === "rows" ? answer.table : answer.kind === "triples" ? tableOfTriples(answer.triples) : { columns: [], rows: [] };
    this.columns = columnsOf(this.table);
    this.rows = this.order = this.table.rows;
    const sample = this.table.rows.slice(0, 200);
    this.numeric = this.columns.map((c) => sample.some((r) => r[c.at]) && sample.every((r) => !r[c.at] || isNumber(r[c.at] ?? null)));
    const table = h("table", { class: "table" }, h("caption", { class: "sr" }, context.title), h("thead", {}, this.head), this.body);
    this.scroll = h("div", { class: "table-box", tabindex: 0, role: "region", "aria-label": `${context.title}: rows` }, table);
    const search = h("input", { class: "input", type: "search", placeholder: "Find in the rows", "aria-label": "Find in the rows" });
    search.addEventListener("input", () => this.find(search.value));
    const tools = this.table.rows.length > 12 ? h("div", { class: "table-tools" }, search) : null;
    this.element = h("div", { class: "stack-small" }, tools, this.scroll, this.pager);
    this.show();
  }

  private find(text: string): void {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const { links, names } = this.context;
    this.rows = words.length
      ? this.order.filter((row) => {
          const line = this.columns.map((c) => shown(row, c, links, names).text).join(" ").toLowerCase();
          return words.every((word) => line.includes(word));
        })
      : this.order;
    this.page = 0;
    this.show();
    announce(`${this.rows.length.toLocaleString("en")} rows`);
  }

  private sort(at: number): void {
    const column = this.columns[at];
    if (!column) return;
    this.descending = this.by === at ? !this.descending : false;
    this.by = at;
    this.order = sorted(this.table, column, this.descending, this.context.links);
    const kept = new Set(this.rows);
    this.rows = this.rows.length === this.order.length ? this.order : this.order.filter((row) => kept.has(row));
    this.page = 0;
    this.show();
    this.head.querySelectorAll("button")[at]?.focus();
    announce(`sorted by ${column.heading}, ${this.descending ? "descending" : "ascending"}`);
  }

  private show(): void {
    this.head.replaceChildren(
      ...this.columns.map((column, at) => {
        const mark = this.by !== at ? "" : this.descending ? " ↓" : " ↑";
        const way = this.by !== at ? null : this.descending ? "descending" : "ascending";
        return h(
          "th",
          { scope: "col", "aria-sort": way, class: this.numeric[at] ? "number" : null },
          h("button", { type: "button", class: "sort", onclick: () => this.sort(at) }, column.heading, h("span", { "aria-hidden": "true" }, mark)),
        );
      }),
    );
    const visible = this.rows.slice(this.page * PAGE, (this.page + 1) * PAGE);
    this.body.replaceChildren(...visible.map((row) => this.row(row)));
    this.pages();
    this.askNames(visible);
  }

  private row(row: Cell[]): HTMLTableRowElement {
    return h(
      "tr",
      {},
      ...this.columns.map((c, at) => h("td", { class: this.numeric[at] ? "number num" : dateOf(row[c.at] ?? null) ? "date" : null }, cellNode(row, c, this.context))),
    );
  }

  /** The names of nodes that came without: asked for the rows in sight alone. */
  private askNames(visible: readonly Cell[][]): void {
    const { names, links } = this.context;
    const iris = visible.flatMap((row) =>
      this.columns.flatMap((c) => {
        const cell = row[c.at];
        // what has its name beside it is asked for only where its page depends on the answer
        const named = c.label >= 0 && row[c.label] && cell?.value.startsWith(links.base);
        return cell?.type === "uri" && !named && names.askable(cell.value) ? [cell.value] : [];
      }),
    );
    const page = this.page;
    void names.want(iris).then((came) => {
      if (came && page === this.page && this.body.isConnected) this.show();
    });
  }

  private pages(): void {
    const last = Math.max(Math.ceil(this.rows.length / PAGE) - 1, 0);
    const go = (page: number): void => {
      this.page = Math.min(Math.max(page, 0), last);
      this.show();
      this.scroll.scrollTop = 0;
      if (this.scroll.getBoundingClientRect().top < 0) this.scroll.scrollIntoView({ block: "start" });
      announce(`rows ${this.range()}`);
    };
    this.pager.hidden = last === 0 && this.rows.length > 0;
    if (!this.rows.length) {
      this.pager.replaceChildren(h("p", { class: "soft" }, "No rows."));
      return;
    }
    const number = h("input", {
      class: "input pager-number",
      type: "number",
      min: 1,
      max: last + 1,
      value: this.page + 1,
      "aria-label": `Page, 1 to ${last + 1}`,
    });
    number.addEventListener("change", () => go((Number(number.value) || 1) - 1));
    this.pager.replaceChildren(
      button("‹", () => go(this.page - 1), { "aria-label": "Page before", disabled: this.page === 0 }),
      number,
      h("span", { class: "soft small" }, `of ${(last + 1).toLocaleString("en")}`),
      button("›", () => go(this.page + 1), { "aria-label": "Next page", disabled: this.page === last }),
      h("span", { class: "soft small num" }, `rows ${this.range()} of ${this.rows.length.toLocaleString("en")}`),
    );
  }

  private range(): string {
    const from = this.page * PAGE;
    return `${(from + 1).toLocaleString("en")} to ${Math.min(from + PAGE, this.rows.length).toLocaleString("en")}`;
  }

  exports(): HTMLElement[] {
    const { title, links, names } = this.context;
    const csv = (): void => download(fileName(title, "csv"), toCsv(this.columns, this.rows, links, names), "text/csv");
    const json = (): void => download(fileName(title, "json"), toJson(this.columns, this.rows, links, names), "application/json");
    return [button("CSV", csv, { "aria-label": "Save as CSV, as shown" }), button("JSON", json, { "aria-label": "Save as JSON, as shown" })];
  }
}

/** The table, or the word that answers ASK. */
export function tableView(context: Context): View {
  if (context.answer.kind === "truth") {
    const text = context.answer.value ? "Yes" : "No";
    return { element: h("p", { class: "truth" }, text, h("span", { class: "soft" }, context.answer.value ? " – it is in the graph" : " – it is not in the graph")), exports: [] };
  }
  const grid = new Grid(context);
  return { element: grid.element, exports: grid.exports() };
}
