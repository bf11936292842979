// A text field that offers names while one types: the combobox pattern of ARIA 1.2 with a listbox and manual choice.
// Without this script the field is a plain text field whose words the server looks up.
import { announce, h } from "./dom";

export interface Offer {
  /** what names the thing, and nothing else: the name itself where it is the only one */
  value: string;
  label: string;
  class: string;
  kind: string;
  detail: string;
  page: string;
}

export interface Options {
  /** the address of the names, with what stands fixed in its query: "/names.json?type=organisation" */
  address: string;
  /** what a choice does, beside setting the field's value */
  choose?: (offer: Offer) => void;
  /** offer the most frequent names before anything is typed */
  openEmpty?: boolean;
}

const WAIT = 90; // ms between the last key and the request
let made = 0;

export function combobox(input: HTMLInputElement, options: Options): void {
  const id = `offers-${++made}`;
  const list = h("ul", { class: "offers", role: "listbox", id, "aria-label": "Names" });
  list.hidden = true;
  const box = h("div", { class: "combobox" });
  input.replaceWith(box);
  box.append(input, list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id, "aria-haspopup": "listbox", spellcheck: "false" })) {
    input.setAttribute(name, value);
  }
  let offers: Offer[] = [];
  let active = -1;
  let timer = 0;
  let running: AbortController | null = null;
  let shownFor: string | null = null;

  const close = (): void => {
    clearTimeout(timer);
    running?.abort();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  };
  const mark = (to: number): void => {
    list.children[active]?.removeAttribute("aria-selected");
    active = to;
    const option = list.children[to];
    if (!option) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const choose = (at: number): void => {
    const offer = offers[at];
    if (!offer) return;
    input.value = offer.value;
    close();
    shownFor = null;
    options.choose?.(offer);
  };
  const show = (text: string, found: Offer[]): void => {
    offers = found;
    shownFor = text;
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(
      ...found.map((offer, at) =>
        h(
          "li",
          { role: "option", id: `${id}-${at}`, class: "offer", onpointerdown: (event: PointerEvent) => event.preventDefault(), onclick: () => choose(at) },
          h("span", { class: "offer-name" }, offer.label),
          h("span", { class: `kind kind-${offer.kind}` }, offer.class),
          offer.detail && h("span", { class: "offer-detail small soft" }, offer.detail),
        ),
      ),
    );
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    announce(found.length === 0 ? "no such name" : found.length === 1 ? "1 name" : `${found.length} names`);
  };
  const ask = async (first: boolean): Promise<void> => {
    const text = input.value.trim();
    running?.abort();
    if (!text && !options.openEmpty) {
      close();
      return;
    }
    const mine = (running = new AbortController());
    try {
      const address = new URL(options.address, document.baseURI);
      address.searchParams.set("q", text);
      const response = await fetch(address, { signal: mine.signal, headers: { Accept: "application/json" } });
      if (!response.ok) return close();
      const { names } = (await response.json()) as { names: Offer[] };
      if (mine !== running || document.activeElement !== input) return;
      show(text, names);
      if (first) mark(names.length ? 0 : -1);
    } catch {
      if (mine === running) close(); // gone, or no server: it stays a text field
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    mark(-1); // what is listed belongs to what was typed before
    timer = window.setTimeout(() => void ask(false), WAIT);
  });
  input.addEventListener("blur", close);
  input.addEventListener("click", () => {
    if (list.hidden && options.openEmpty && !input.value) void ask(false);
  });
  input.addEventListener("keydown", (event) => {
    const open = !list.hidden;
    const last = offers.length - 1;
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const down = event.key === "ArrowDown";
      if (open && shownFor === input.value.trim()) mark(down ? (active >= last ? 0 : active + 1) : active <= 0 ? last : active - 1);
      else if (!open && shownFor !== null && shownFor === input.value.trim() && offers.length) {
        show(shownFor, offers);
        mark(down ? 0 : last);
      } else {
        clearTimeout(timer);
        void ask(down);
      }
    } else if (event.key === "Enter" && open && active >= 0) {
      event.preventDefault();
      choose(active);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      close();
    } else if (event.key === "Tab" && open && active >= 0) {
      choose(active);
    }
  });
}
