// Results as a person wants to see them: tabs for the views that fit, one shown at a time.
//
//   mountResults(element, { json, links, ask: askEndpoint(links.root + "sparql"), title: "Donations" })
//   mountResults(element, { construct: nTriples, links })
import { announce, button, download, h } from "../dom";
import type { Links } from "../links";
import { Names, type Ask } from "./ask";
import { fileName } from "./export";
import { graphView } from "./graph";
import { mapView } from "./map";
import { readResults, readTriples, type Answer } from "./model";
import { shapeOf, type ViewName } from "./shape";
import { tableView } from "./table";
import { timelineView } from "./timeline";
import type { Context, MakeView, View } from "./view";

export interface ResultsOptions {
  /** an answer in application/sparql-results+json: its text, or what JSON.parse made of it */
  json?: unknown;
  /** or an answer to CONSTRUCT or DESCRIBE in N-Triples */
  construct?: string;
  links: Links;
  /** runs queries beside (names, coordinates); without it the map needs columns with coordinates */
  ask?: Ask | null;
  /** names files and is told to screen readers */
  title?: string;
  /** the view to begin with, where it fits */
  view?: ViewName | null;
  /** called when the reader chooses a view */
  onView?: (view: ViewName) => void;
  /** addresses of the same answer as data: shown as links, the first words as given */
  downloads?: readonly { label: string; href: string }[];
}
export interface Mounted {
  readonly view: ViewName;
  readonly rows: number;
  show(view: ViewName): void;
  destroy(): void;
}

const LABELS: Record<ViewName, string> = { table: "Table", map: "Map", timeline: "Timeline", graph: "Graph", raw: "Raw" };
const RAW_MOST = 400_000;
let mounts = 0;

function answerOf(options: ResultsOptions): { answer: Answer; text: string; type: string; ending: string } {
  if (options.construct !== undefined) {
    const triples = readTriples(options.construct);
    return { answer: { kind: "triples", triples }, text: options.construct, type: "application/n-triples", ending: "nt" };
  }
  const text = typeof options.json === "string" ? options.json : JSON.stringify(options.json, null, 1);
  return { answer: readResults(options.json), text, type: "application/sparql-results+json", ending: "srj" };
}

function rawView(text: string, type: string, ending: string): MakeView {
  return (context) => {
    const cut = text.length > RAW_MOST;
    const note = cut ? h("p", { class: "small soft" }, `The first ${RAW_MOST.toLocaleString("en")} characters of ${text.length.toLocaleString("en")}; the file has all.`) : null;
    const pre = h("pre", { class: "raw", tabindex: 0, role: "region", "aria-label": "The answer's text" }, cut ? text.slice(0, RAW_MOST) : text);
    const save = button("Save", () => download(fileName(context.title, ending), text, type), { "aria-label": "Save the answer's text" });
    const copy = button("Copy", () => void navigator.clipboard.writeText(text).then(() => announce("copied")));
    return { element: h("div", { class: "stack-small" }, note, pre), exports: [copy, save] };
  };
}

/** Show a result in an element, whose content is replaced. Throws Unreadable for what is no result. */
export function mountResults(element: HTMLElement, options: ResultsOptions): Mounted {
  const { answer, text, type, ending } = answerOf(options);
  const ask = options.ask ?? null;
  const shape = shapeOf(answer, options.links, ask !== null);
  const title = options.title ?? "Result";
  const context: Context = { answer, shape, links: options.links, ask, names: new Names(ask, options.links), title };
  const makers: Record<ViewName, MakeView> = { table: tableView, map: mapView, timeline: timelineView, graph: graphView, raw: rawView(text, type, ending) };
  const id = `results-${++mounts}`;
  const panel = h("div", { class: "results-panel", id: `${id}-panel`, role: "tabpanel" });
  const saves = h("div", { class: "results-saves", role: "group", "aria-label": "Save" });
  const links = (options.downloads ?? []).map((d) => h("a", { class: "button", href: d.href }, d.label));
  const tabs = new Map(shape.views.map((name) => [name, h("button", { type: "button", role: "tab", class: "tab", id: `${id}-${name}`, "aria-controls": panel.id }, LABELS[name])]));
  let current: View | null = null;
  let now: ViewName = shape.first;
  let turn = 0;

  const show = (name: ViewName): void => {
    if (!tabs.has(name)) name = shape.first;
    now = name;
    for (const [other, tab] of tabs) {
      tab.setAttribute("aria-selected", String(other === name));
      tab.tabIndex = other === name ? 0 : -1;
    }
    panel.setAttribute("aria-labelledby", `${id}-${name}`);
    panel.dataset["view"] = name;
    current?.destroy?.();
    current = null;
    saves.replaceChildren();
    const mine = ++turn;
    const place = (view: View): void => {
      if (mine !== turn) {
        view.destroy?.();
        return;
      }
      current = view;
      panel.replaceChildren(view.element);
      saves.replaceChildren(...view.exports, ...links);
    };
    const made = makers[name](context);
    if (made instanceof Promise) {
      panel.replaceChildren(h("p", { class: "soft", role: "status" }, "Drawing …"));
      made.then(place, (error: unknown) => {
        if (mine === turn) panel.replaceChildren(h("p", { class: "notice error", role: "alert" }, `This cannot be drawn: ${String((error as Error).message)}`));
      });
    } else place(made);
  };
  for (const [name, tab] of tabs) {
    tab.addEventListener("click", () => {
      show(name);
      options.onView?.(name);
    });
  }
  const list = h("div", { class: "tabs", role: "tablist", "aria-label": "Views of the result" }, ...tabs.values());
  list.addEventListener("keydown", (event) => {
    const order = [...tabs.keys()];
    const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const to = event.key === "Home" ? 0 : event.key === "End" ? order.length - 1 : move === undefined ? -1 : (order.indexOf(now) + move + order.length) % order.length;
    const name = order[to];
    if (!name) return;
    event.preventDefault();
    tabs.get(name)?.focus();
    tabs.get(name)?.click();
  });
  element.replaceChildren(h("div", { class: "results-bar" }, list, saves), panel);
  show(options.view && tabs.has(options.view) ? options.view : shape.first);
  return {
    get view() {
      return now;
    },
    rows: answer.kind === "rows" ? answer.table.rows.length : answer.kind === "triples" ? answer.triples.length : 1,
    show,
    destroy: () => {
      turn++;
      current?.destroy?.();
      element.replaceChildren();
    },
  };
}
