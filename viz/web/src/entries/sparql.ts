// The SPARQL page: write a query, run it, see its result.
import { announce, h, pageData } from "../dom";
import { linksOfPage } from "../links";
import { askEndpoint } from "../results/ask";
import { mountResults, type Mounted } from "../results/mount";
import type { ViewName } from "../results/shape";
import { fromAddress, toHash } from "../sparql/address";
import type { PageData } from "../sparql/data";
import { makeEditor } from "../sparql/editor";
import { Store } from "../sparql/history";
import { ask, cutInWords, Refused, type Came } from "../sparql/run";
import { closing, examplesSheet, historySheet } from "../sparql/sheets";
import { titleOf } from "../sparql/text";

const FIRST = `# The newest events
PREFIX ng: <https://w3id.org/newsgraph#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?event ?eventLabel ?start ?end
WHERE {
  ?event a ng:Event ;
    rdfs:label ?eventLabel ;
    ng:startDate ?start .
  OPTIONAL { ?event ng:endDate ?end }
}
ORDER BY DESC(STR(?start)) ?event
LIMIT 100
`;

function element<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found as T;
}

async function start(data: PageData): Promise<void> {
  const links = linksOfPage();
  const store = new Store(`newsgraph-sparql ${location.pathname}`);
  const shared = await fromAddress(location.search, location.hash);
  const [runButton, state, trouble, result] = [element<HTMLButtonElement>("run"), element("state"), element("trouble"), element("result")];
  element("ask").hidden = false;
  element("ask-menus").hidden = false;
  let running: AbortController | null = null;
  let mounted: Mounted | null = null;
  let view: string | null = shared?.view ?? null;
  let asked = ""; // the text whose result is shown

  const remember = async (): Promise<void> => history.replaceState(null, "", location.pathname + (await toHash({ query: asked, view })));

  const tell = (message: string, cure: string): void => {
    trouble.replaceChildren(h("div", { class: "notice error", role: "alert" }, h("p", {}, message), cure ? h("p", { class: "soft small" }, cure) : null));
  };

  const show = (came: Came, title: string): void => {
    mounted?.destroy();
    const given = came.construct === undefined ? { json: came.json } : { construct: came.construct };
    const box = h("div");
    const cut = came.truncated ? h("p", { class: "notice", id: "truncated" }, cutInWords(came.truncated)) : null;
    result.replaceChildren(...[cut, box].filter((e) => e !== null));
    mounted = mountResults(box, {
      ...given,
      links,
      ask: askEndpoint(data.endpoint),
      title,
      view: view as ViewName | null,
      onView: (name) => {
        view = name;
        void remember();
      },
    });
    const count = mounted.rows === 1 ? "1 row" : `${mounted.rows.toLocaleString("en")} ${came.construct === undefined ? "rows" : "triples"}`;
    const took = came.seconds < 10 ? came.seconds.toFixed(2) : came.seconds.toFixed(1);
    state.textContent = `${count}${came.truncated ? ", cut short" : ""} · ${took} s`;
  };

  const run = async (): Promise<void> => {
    running?.abort();
    const mine = (running = new AbortController());
    const query = editor.text();
    if (query !== asked && asked) view = null; // another question, another best view
    asked = query;
    trouble.replaceChildren();
    runButton.textContent = "Stop";
    state.textContent = "Asking …";
    result.setAttribute("aria-busy", "true");
    try {
      const came = await ask(data.endpoint, query, mine.signal);
      show(came, titleOf(query));
      store.add({ query, at: Date.now(), rows: mounted?.rows ?? 0 });
    } catch (error) {
      if (running !== mine) return;
      state.textContent = "";
      if ((error as Error).name === "AbortError") state.textContent = "Stopped.";
      else if (error instanceof Refused) {
        tell(error.line ? `Line ${error.line}: ${error.message}` : error.message, error.cure);
        if (error.line) editor.mark(error.line, error.message);
      } else tell("The server did not answer.", String((error as Error).message));
    } finally {
      if (running === mine) {
        running = null;
        runButton.textContent = "Run";
        result.removeAttribute("aria-busy");
        await remember();
      }
    }
  };

  const draft = store.draft();
  const editor = makeEditor(element("editor"), data, shared?.query ?? draft ?? FIRST, () => void run(), (text) => store.draft(text));
  runButton.addEventListener("click", () => (running ? running.abort() : void run()));

  const load = (text: string): void => {
    editor.set(text);
    view = null;
    void run();
    editor.focus();
  };
  const examples = element<HTMLDialogElement>("examples-dialog");
  examplesSheet(examples, data.groups, (name) => {
    void fetch(data.examples + encodeURIComponent(name))
      .then(async (response) => (response.ok ? load(await response.text()) : tell("The example could not be had.", response.statusText)))
      .catch((error: unknown) => tell("The server did not answer.", String((error as Error).message)));
  });
  element("examples").addEventListener("click", () => examples.showModal());
  const past = element<HTMLDialogElement>("history-dialog");
  closing(past);
  element("history").addEventListener("click", () => {
    historySheet(past, store.read(), load, () => store.clear());
    past.showModal();
  });
  const share = element<HTMLButtonElement>("share");
  share.addEventListener("click", () => {
    void toHash({ query: editor.text(), view }).then(async (hash) => {
      const address = new URL(hash, location.href).href;
      history.replaceState(null, "", address);
      try {
        await navigator.clipboard.writeText(address);
        share.textContent = "Copied";
      } catch {
        share.textContent = "In the address bar";
      }
      announce(share.textContent);
      setTimeout(() => (share.textContent = "Copy link"), 2500);
    });
  });
  window.addEventListener("hashchange", () => {
    void fromAddress("", location.hash).then((now) => {
      if (!now || (now.query === editor.text() && now.view === view)) return;
      view = now.view;
      asked = "";
      editor.set(now.query);
      void run();
    });
  });
  if (shared || draft === null) void run(); // who comes for the first time sees what comes of it
}

const data = pageData<PageData>("sparql-data");
if (data) void start(data);
