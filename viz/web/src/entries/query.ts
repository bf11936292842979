// A saved query's page: names are offered in its fields, and its result is shown as table, map, timeline or graph.
import { combobox } from "../combobox";
import { announce } from "../dom";
import { linksOfPage } from "../links";
import { askEndpoint } from "../results/ask";
import { mountResults } from "../results/mount";
import type { ViewName } from "../results/shape";

const MOST = 5000; // rows that are drawn at once; the server's pages show the others
const links = linksOfPage();

for (const field of document.querySelectorAll<HTMLInputElement>("[data-names]")) {
  combobox(field, { address: `${links.root}names.json?type=${field.dataset["names"] ?? "node"}`, openEmpty: true });
}

// what is left empty stays out of the address
document.querySelector<HTMLFormElement>("#query-form")?.addEventListener("submit", (event) => {
  const form = event.currentTarget as HTMLFormElement;
  const empty = [...form.elements].filter((e): e is HTMLInputElement | HTMLSelectElement => "value" in e && "name" in e && e.value === "");
  for (const field of empty) field.disabled = true;
  setTimeout(() => empty.forEach((field) => (field.disabled = false)), 0);
});

for (const copy of document.querySelectorAll<HTMLButtonElement>("[data-copy]")) {
  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", () => {
    const text = document.getElementById(copy.dataset["copy"] ?? "")?.textContent ?? "";
    void navigator.clipboard.writeText(text).then(() => {
      copy.textContent = "Copied";
      announce("copied");
      setTimeout(() => (copy.textContent = "Copy"), 2000);
    });
  });
}

async function views(place: HTMLElement, rows: HTMLElement): Promise<void> {
  const { json = "", sparql = "", title = "Result", total = "0" } = place.dataset;
  if (Number(total) > MOST) return;
  const response = await fetch(json, { headers: { Accept: "application/sparql-results+json" } });
  if (!response.ok) return;
  const answer: unknown = await response.json();
  const wanted = new URLSearchParams(location.hash.slice(1)).get("view") as ViewName | null;
  mountResults(place, {
    json: answer,
    links,
    ask: askEndpoint(sparql),
    title,
    view: wanted ?? "table",
    onView: (view) => history.replaceState(null, "", `#view=${view}`),
  });
  rows.hidden = true;
}

const place = document.querySelector<HTMLElement>("#views");
const rows = document.querySelector<HTMLElement>("#rows");
if (place && rows) {
  // the server's table is there already and stays if anything fails
  views(place, rows).catch((error: unknown) => {
    place.replaceChildren();
    rows.hidden = false;
    console.warn(`The result is shown as a table only: ${String(error)}`);
  });
}
