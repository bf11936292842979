// Where the document comes from: blocks of the page itself (a file), or addresses of the service.
import type { Core, Details } from "./model";

export interface Source {
  core: () => Promise<Core>;
  details: () => Promise<Details>;
}

async function unpack<T>(text: string): Promise<T> {
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return (await new Response(stream).json()) as T;
}

async function get<T>(address: string): Promise<T> {
  const response = await fetch(address, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`The graph could not be read (${response.status}).`);
  return (await response.json()) as T;
}

/** The source that a page names: its own blocks, or `data-core` and `data-details` of the element. */
export function sourceOf(element: HTMLElement): Source {
  let details: Promise<Details> | null = null;
  const block = (id: string): string => document.getElementById(id)?.textContent ?? "";
  const { core, details: later } = element.dataset;
  if (core && later) {
    return { core: () => get<Core>(core), details: () => (details ??= get<Details>(later)) };
  }
  return {
    core: async () => JSON.parse(block("explorer-core")) as Core,
    details: () => (details ??= unpack<Details>(block("explorer-details"))),
  };
}
