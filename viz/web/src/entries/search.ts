// The search page: arrows go from the field into the results and between them.
const field = document.querySelector<HTMLInputElement>("#q");
const hits = [...document.querySelectorAll<HTMLAnchorElement>("#hits .hit > a")];

function step(by: number): void {
  const at = hits.indexOf(document.activeElement as HTMLAnchorElement);
  const to = at + by;
  if (to < 0) field?.focus();
  else hits[Math.min(to, hits.length - 1)]?.focus();
}

document.querySelector(".search-page")?.parentElement?.addEventListener("keydown", (event) => {
  const { key } = event as KeyboardEvent;
  const inside = document.activeElement === field || hits.includes(document.activeElement as HTMLAnchorElement);
  if (!inside || (key !== "ArrowDown" && key !== "ArrowUp")) return;
  event.preventDefault();
  step(key === "ArrowDown" ? 1 : -1);
});
if (field && !field.value && !location.search && matchMedia("(hover: hover)").matches) field.focus();
