// The explorer, in a file of its own or as a page of the service: everything is in `#explorer`.
import { h } from "../dom";
import { Explorer } from "../explore/app";
import { sourceOf } from "../explore/source";

declare global {
  interface Window {
    newsgraphExplorer?: Explorer;
  }
}

const root = document.querySelector<HTMLElement>("#explorer");
if (root) {
  const source = sourceOf(root);
  source
    .core()
    .then((core) => (window.newsgraphExplorer = new Explorer(root, core, source)))
    .catch((problem: unknown) => {
      root.append(h("p", { class: "notice error", role: "alert" }, problem instanceof Error ? problem.message : "The graph could not be read."));
      throw problem;
    });
}
