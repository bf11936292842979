// Light or dark: what the system says, until the reader chooses; the choice is kept in this browser.
const KEY = "newsgraph-theme";
type Theme = "light" | "dark";

function kept(): Theme | null {
  try {
    const value = localStorage.getItem(KEY);
    return value === "light" || value === "dark" ? value : null;
  } catch {
    return null; // storage may be forbidden
  }
}

/** The theme that is shown now. */
export function theme(): Theme {
  return kept() ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

function show(name: Theme): void {
  document.documentElement.dataset["theme"] = name;
}

/** Wires a button that changes between light and dark. */
export function themeButton(button: HTMLButtonElement): void {
  const label = (): void => {
    button.setAttribute("aria-label", theme() === "dark" ? "Change to light" : "Change to dark");
  };
  button.addEventListener("click", () => {
    const next: Theme = theme() === "dark" ? "light" : "dark";
    try {
      localStorage.setItem(KEY, next);
    } catch {
      // shown all the same, for this page
    }
    show(next);
    label();
    document.dispatchEvent(new CustomEvent("themechange"));
  });
  label();
}

const chosen = kept();
if (chosen) show(chosen);
