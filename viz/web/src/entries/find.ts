// Search in a published site: no server answers, so the names of all things are in search-index.js, and MiniSearch
// (typing errors forgiven, beginnings of words) looks through them here.
import MiniSearch from "minisearch";
import { matches, rows, type Found, type Index } from "../find";

declare global {
  interface Window {
    newsgraphIndex?: Index;
  }
}

const box = document.querySelector<HTMLInputElement>("#find");
const list = document.querySelector<HTMLOListElement>("#found");
const said = document.querySelector<HTMLElement>("#said");
const classes = document.querySelector<HTMLElement>("#classes");
const index = window.newsgraphIndex;
const SHOWN = 100;

if (box && list && said && classes && index) {
  const things = rows(index);
  const search = new MiniSearch<Found>({
    fields: ["label", "names"],
    storeFields: [],
    processTerm: (term) => term.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase() || null,
    searchOptions: { prefix: true, fuzzy: 0.2, boost: { label: 2 }, combineWith: "AND" },
  });
  search.addAll(things);
  let only = "";

  const show = (): void => {
    const words = box.value.trim();
    const found = matches(things, words ? search.search(words).map((hit) => hit.id as number) : null, only);
    list.replaceChildren(
      ...found.slice(0, SHOWN).map((thing) => {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = thing.page;
        link.textContent = thing.label;
        const kind = document.createElement("span");
        kind.className = `kind kind-${thing.cls}`;
        kind.textContent = thing.kind;
        const facts = document.createElement("span");
        facts.className = "soft small";
        facts.textContent = thing.facts;
        item.append(kind, link, facts);
        return item;
      }),
    );
    const more = found.length > SHOWN ? `, the first ${SHOWN} shown` : "";
    said.textContent = found.length === 0 ? "Nothing found." : `${found.length.toLocaleString("en")} found${more}`;
    const state = new URLSearchParams({ ...(words ? { q: words } : {}), ...(only ? { class: only } : {}) });
    history.replaceState(null, "", state.size ? `?${state}` : location.pathname);
  };

  for (const button of classes.querySelectorAll<HTMLButtonElement>("button")) {
    button.addEventListener("click", () => {
      only = button.dataset["class"] ?? "";
      for (const other of classes.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === button));
      show();
    });
  }
  box.addEventListener("input", show);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== box) {
      event.preventDefault();
      box.focus();
    }
  });
  const asked = new URLSearchParams(location.search);
  box.value = asked.get("q") ?? "";
  classes.querySelector<HTMLButtonElement>(`button[data-class="${CSS.escape(asked.get("class") ?? "")}"]`)?.click();
  show();
}
