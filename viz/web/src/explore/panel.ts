// All that is known of the selected thing: sentences, quotes with their items, neighbours by role.
import { button, h } from "../dom";
import { groups, sentences, typeWords, whenWords, type Piece } from "./sentences";
import type { Details, Graph } from "./model";

const FEW = 8; // neighbours of a role before "show all"
const QUOTES = 4;

export interface PanelActs {
  pick: (node: number) => void;
  focus: (node: number) => void;
  close: () => void;
  /** the address of a thing's page; "" where there is none */
  page: (node: number, details: Details) => string;
}

export class Panel {
  readonly element = h("aside", { class: "ex-panel", "aria-label": "The selected thing", tabindex: -1 });

  constructor(private readonly graph: Graph, private readonly acts: PanelActs) {
    this.element.hidden = true;
  }

  hide(): void {
    this.element.hidden = true;
    this.element.replaceChildren();
  }

  /** details: null while they are still on their way. */
  show(node: number, details: Details | null): void {
    const { core } = this.graph;
    const look = core.classes[this.graph.cls[node]!];
    const type = core.types[this.graph.type[node]!]?.id;
    const reports = this.graph.reports[node]!;
    const page = details ? this.acts.page(node, details) : "";
    this.element.replaceChildren(
      h(
        "div",
        { class: "ex-panel-top" },
        h("span", { class: `kind kind-${look?.id ?? ""}` }, type ? typeWords(type) : (look?.name ?? "")),
        button("×", () => this.acts.close(), { class: "button bare ex-close", "aria-label": "Close" }),
      ),
      h("h2", {}, core.nodes.label[node] ?? ""),
      h("p", { class: "soft small" }, this.figures(node, reports, details)),
      h(
        "div",
        { class: "row ex-acts" },
        button("Focus", () => this.acts.focus(node)),
        page ? h("a", { class: "button", href: page }, "Its page") : null,
      ),
      ...(details ? this.told(node, details) : [h("p", { class: "soft" }, "Reading …")]),
      ...this.neighbours(node),
    );
    this.element.hidden = false;
    this.element.scrollTop = 0;
  }

  private figures(node: number, reports: number, details: Details | null): string {
    const links = this.graph.degree[node]!;
    const sure = details?.of[node]?.sure;
    return [
      reports === 1 ? "in 1 news item" : `in ${reports.toLocaleString("en")} news items`,
      links === 1 ? "1 link" : `${links.toLocaleString("en")} links`,
      sure === undefined ? "" : `right with probability ${sure.toFixed(2)}`,
    ].filter(Boolean).join(" · ");
  }

  private pieces(pieces: readonly Piece[]): (Node | string)[] {
    return pieces.map(({ text, node }) =>
      node === undefined ? text : h("button", { type: "button", class: "ex-name", onclick: () => this.acts.pick(node) }, text),
    );
  }

  private told(node: number, details: Details): HTMLElement[] {
    const facts = details.of[node] ?? {};
    const quotes = (facts.quotes ?? []).slice(0, QUOTES).map(([words, sentence, item]) => {
      const [title, url, date] = details.items[item] ?? ["", "", ""];
      const source = [title, whenWords(date, "")].filter(Boolean).join(", ");
      return h(
        "li",
        { class: "quote" },
        h("blockquote", {}, ...marked(sentence || words, words)),
        h("p", { class: "small soft" }, url ? h("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, source) : source),
      );
    });
    return [
      h("div", { class: "ex-told" }, ...sentences(this.graph, node, details).map((s) => h("p", {}, ...this.pieces(s)))),
      ...(quotes.length ? [h("h3", {}, "What the news says"), h("ul", { class: "ex-quotes" }, ...quotes)] : []),
    ];
  }

  private neighbours(node: number): HTMLElement[] {
    return groups(this.graph, node).map(({ heading, nodes }) => {
      const items = h("ul", { class: "ex-near" });
      const fill = (most: number): void => {
        items.replaceChildren(...nodes.slice(0, most).map((other) => h("li", {}, this.neighbour(other))));
        if (nodes.length <= most) return;
        const rest = nodes.length - most;
        items.append(h("li", {}, button(`Show ${Math.min(rest, 200).toLocaleString("en")} more`, () => fill(most + 200), { class: "ex-more" })));
      };
      fill(FEW);
      return h("section", { "aria-label": heading }, h("h3", {}, heading, " ", h("span", { class: "soft num" }, nodes.length.toLocaleString("en"))), items);
    });
  }

  private neighbour(other: number): HTMLElement {
    const { core } = this.graph;
    const look = core.classes[this.graph.cls[other]!];
    const start = core.nodes.start[other];
    return h(
      "button",
      { type: "button", class: "ex-neighbour", onclick: () => this.acts.pick(other) },
      h("i", { class: `ex-dot kind-${look?.id ?? ""}`, "aria-hidden": "true" }),
      h("span", {}, core.nodes.label[other] ?? ""),
      start ? h("span", { class: "soft small" }, whenWords(start, "")) : null,
    );
  }
}

/** A sentence with the words that name the thing marked. */
function marked(sentence: string, words: string): (Node | string)[] {
  const at = words ? sentence.indexOf(words) : -1;
  if (at < 0 || sentence === words) return [sentence];
  return [sentence.slice(0, at), h("mark", {}, words), sentence.slice(at + words.length)];
}
