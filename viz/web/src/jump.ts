// Finding from everywhere: "/" leads into the page's search field, whose offers open the page of what is chosen.
import { combobox } from "./combobox";

export function findFields(root: string): void {
  const fields = [...document.querySelectorAll<HTMLInputElement>("[data-find]")];
  for (const field of fields) {
    combobox(field, { address: `${root}names.json?type=node`, choose: (offer) => offer.page && location.assign(offer.page) });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const at = event.target as HTMLElement;
    if (at.closest("input, textarea, select, [contenteditable]")) return;
    const field = [...document.querySelectorAll<HTMLInputElement>("#q, [data-find]")].find((f) => f.offsetParent !== null);
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
