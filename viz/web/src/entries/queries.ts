// The list of queries: a box that filters it.
import { announce } from "../dom";

const box = document.querySelector<HTMLElement>("#filter-box");
const field = document.querySelector<HTMLInputElement>("#filter");
const none = document.querySelector<HTMLElement>("#filter-none");
const plain = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function filter(text: string): void {
  const words = plain(text).split(/\s+/).filter(Boolean);
  let left = 0;
  for (const group of document.querySelectorAll<HTMLElement>("#catalogue .query-group")) {
    let shown = 0;
    for (const entry of group.querySelectorAll<HTMLElement>("li[data-words]")) {
      const all = plain(entry.dataset["words"] ?? "");
      entry.hidden = !words.every((word) => all.includes(word));
      if (!entry.hidden) shown++;
    }
    group.hidden = shown === 0;
    left += shown;
  }
  if (none) none.hidden = left > 0;
  announce(left === 1 ? "1 question" : `${left} questions`);
}

if (box && field) {
  box.hidden = false;
  field.addEventListener("input", () => filter(field.value));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    field.value = "";
    filter("");
  });
  if (field.value) filter(field.value); // kept by the browser when going back
}
