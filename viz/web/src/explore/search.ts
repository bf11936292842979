// Search as one types: names, acronyms and other names, with beginnings of words and typing errors; MiniSearch.
// The index of a large graph takes a while, so it is made in slices when the field is first used.
import MiniSearch from "minisearch";
import { announce, h } from "../dom";
import type { Details, Graph } from "./model";
import { whenWords } from "./sentences";

const SHOWN = 12;

interface Entry {
  id: number;
  label: string;
  acronym: string;
  names: string;
}

/** Words without accents and case; what is written without spaces (Chinese, Japanese) by its signs. */
export function terms(text: string): string[] {
  return text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}\p{M}])+/gu) ?? [];
}

export class Index {
  private readonly mini = new MiniSearch<Entry>({
    fields: ["label", "acronym", "names"],
    tokenize: terms,
    processTerm: (term) => term.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase() || null,
    searchOptions: {
      prefix: true,
      fuzzy: (term) => (term.length > 3 ? 0.2 : false),
      boost: { label: 2, acronym: 3 },
      combineWith: "AND",
    },
  });
  private making: Promise<void> | null = null;

  constructor(private readonly graph: Graph, private readonly details: () => Promise<Details>) {}

  /** Resolves when everything can be found. */
  ready(): Promise<void> {
    return (this.making ??= this.make());
  }

  private async make(): Promise<void> {
    const { of } = await this.details();
    const { label, acronym } = this.graph.core.nodes;
    const entries = label.map((text, id) => ({ id, label: text, acronym: acronym[id] ?? "", names: (of[id]?.names ?? []).join(" ") }));
    await this.mini.addAllAsync(entries, { chunkSize: 500 });
  }

  /** Nodes by how well they fit and how much they matter. */
  find(text: string, wanted: (node: number) => boolean): number[] {
    const hits = this.mini.search(text, { filter: (hit) => wanted(hit.id as number) });
    const size = this.graph.size;
    return hits
      .map((hit) => ({ node: hit.id as number, score: hit.score * (1.6 - (hit.id as number) / size) }))
      .sort((a, b) => b.score - a.score || a.node - b.node)
      .map((hit) => hit.node);
  }
}

/** The field with its list, a combobox of ARIA 1.2. */
export function searchField(graph: Graph, index: Index, wanted: (node: number) => boolean, choose: (node: number) => void): HTMLElement {
  const input = h("input", {
    class: "input", id: "ex-find", placeholder: "Find …", autocomplete: "off", spellcheck: "false", maxlength: 200, role: "combobox",
    "aria-label": "Find by name", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "ex-found",
  });
  const offers = h("ul", { class: "offers ex-offers", id: "ex-found", role: "listbox", "aria-label": "Found" });
  offers.hidden = true;
  let found: number[] = [];
  let active = -1;
  let asked = 0;
  const close = (): void => {
    offers.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
  };
  const mark = (to: number): void => {
    offers.children[active]?.removeAttribute("aria-selected");
    active = to;
    const option = offers.children[to];
    if (!option) return;
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const take = (at: number): void => {
    const node = found[at];
    if (node === undefined) return;
    input.value = graph.core.nodes.label[node] ?? "";
    close();
    choose(node);
  };
  const show = async (): Promise<void> => {
    const mine = ++asked;
    const text = input.value.trim();
    if (!text) return close();
    await index.ready();
    if (mine !== asked) return;
    const all = index.find(text, wanted);
    found = all.slice(0, SHOWN);
    active = -1;
    offers.replaceChildren(...found.map((node, at) => option(graph, node, at, () => take(at))));
    if (!found.length) offers.append(h("li", { class: "offer soft" }, "Nothing of that name"));
    offers.hidden = false;
    input.setAttribute("aria-expanded", "true");
    announce(all.length === 1 ? "1 found" : `${all.length.toLocaleString("en")} found`);
  };
  input.addEventListener("focus", () => void index.ready());
  input.addEventListener("input", () => void show());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const last = found.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (offers.hidden) void show();
      else mark(event.key === "ArrowDown" ? (active >= last ? 0 : active + 1) : active <= 0 ? last : active - 1);
    } else if (event.key === "Enter" && !offers.hidden) {
      event.preventDefault();
      take(Math.max(active, 0));
    } else if (event.key === "Escape") close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if ((event.target as HTMLElement).closest("input, textarea, select")) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  return h("div", { class: "combobox ex-find" }, input, offers);
}

function option(graph: Graph, node: number, at: number, take: () => void): HTMLElement {
  const look = graph.core.classes[graph.cls[node]!];
  const start = graph.core.nodes.start[node];
  return h(
    "li",
    { role: "option", id: `ex-found-${at}`, class: "offer", onpointerdown: (event: PointerEvent) => event.preventDefault(), onclick: take },
    h("span", { class: "offer-name" }, graph.core.nodes.label[node] ?? ""),
    h("span", { class: `kind kind-${look?.id ?? ""}` }, look?.name ?? ""),
    start ? h("span", { class: "offer-detail small soft" }, whenWords(start, "")) : null,
  );
}
