// The two lists that open beside the editor: examples and history.
import { button, h } from "../dom";
import type { Group } from "./data";
import type { Past } from "./history";
import { titleOf } from "./text";

function head(title: string, id: string, dialog: HTMLDialogElement): HTMLElement {
  return h(
    "div",
    { class: "sheet-head" },
    h("h2", { id }, title),
    button("×", () => dialog.close(), { class: "button bare", "aria-label": "Close" }),
  );
}

function closing(dialog: HTMLDialogElement): void {
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // the ground beside it
  });
}

/** The catalogue in its groups, with a field that finds among them. */
export function examplesSheet(dialog: HTMLDialogElement, groups: readonly Group[], choose: (name: string) => void): void {
  const field = h("input", { class: "input", type: "search", placeholder: "Find a question", "aria-label": "Find a question" });
  const list = h("div", { class: "sheet-list" });
  const show = (): void => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    list.replaceChildren();
    for (const group of groups) {
      const fitting = group.queries.filter((q) => {
        const text = `${q.title} ${q.question} ${q.name} ${group.name}`.toLowerCase();
        return words.every((word) => text.includes(word));
      });
      if (!fitting.length) continue;
      const entries = fitting.map((q) =>
        h("li", {}, h("button", { type: "button", class: "sheet-entry", onclick: () => (dialog.close(), choose(q.name)) }, h("strong", {}, q.title), h("span", { class: "soft small" }, q.question))),
      );
      list.append(h("h3", {}, group.name), h("ul", {}, ...entries));
    }
    if (!list.childElementCount) list.append(h("p", { class: "soft" }, "No question has these words."));
  };
  field.addEventListener("input", show);
  dialog.replaceChildren(head("Examples", "examples-title", dialog), field, list);
  dialog.addEventListener("close", () => {
    field.value = "";
    show();
  });
  closing(dialog);
  show();
}

/** Fill the list of what was run. */
export function historySheet(dialog: HTMLDialogElement, past: readonly Past[], choose: (query: string) => void, clear: () => void): void {
  const entries = past.map((p) => {
    const first = titleOf(p.query) === "Result" ? p.query.replace(/PREFIX[^\n]*\n?/gi, "").trim() : titleOf(p.query);
    const when = new Date(p.at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
    const rows = p.rows === 1 ? "1 row" : `${p.rows.toLocaleString("en")} rows`;
    return h(
      "li",
      {},
      h("button", { type: "button", class: "sheet-entry", onclick: () => (dialog.close(), choose(p.query)) }, h("strong", {}, first.slice(0, 120)), h("span", { class: "soft small" }, `${when} · ${rows}`)),
    );
  });
  const list = entries.length ? h("ul", {}, ...entries) : h("p", { class: "soft" }, "Queries that you run are kept here, in this browser only.");
  const forget = entries.length ? button("Forget all", () => (clear(), dialog.close())) : null;
  dialog.replaceChildren(head("History", "history-title", dialog), h("div", { class: "sheet-list" }, list), forget ?? "");
}

export { closing };
