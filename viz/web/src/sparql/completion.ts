// What the editor offers: our terms with their meaning, keywords, the query's variables, and names of the graph.
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import type { EditorView } from "@codemirror/view";
import type { PageData } from "./data";
import { declaration, variablesOf } from "./text";

const KEYWORDS =
  "SELECT DISTINCT WHERE OPTIONAL FILTER UNION MINUS BIND VALUES GRAPH SERVICE CONSTRUCT ASK DESCRIBE PREFIX ORDER BY GROUP HAVING LIMIT OFFSET ASC DESC EXISTS NOT IN AS COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR STR LANG DATATYPE BOUND IRI IF COALESCE CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER CONCAT LCASE UCASE STRLEN SUBSTR REPLACE REGEX YEAR MONTH DAY NOW isIRI isLiteral isBlank"
    .split(" ")
    .map((label): Completion => ({ label, type: "keyword", boost: -1 }));

/** Where a context is: in a comment or string nothing is offered. */
function quiet(context: CompletionContext): boolean {
  const name = syntaxTree(context.state).resolveInner(context.pos, -1).name;
  return name === "Comment" || name === "String";
}

/** Terms, keywords and variables. */
export function termSource(data: PageData): (context: CompletionContext) => CompletionResult | null {
  const kinds: Record<string, string> = { class: "class", property: "property", "event type": "enum", status: "enum" };
  const terms = data.terms.map((t): Completion => {
    const prefix = t.term.split(":", 1)[0] ?? "";
    const detail = t.label && t.label.toLowerCase() !== (t.term.split(":")[1] ?? "").toLowerCase() ? `${t.label} · ${t.kind}` : t.kind;
    return {
      label: t.term,
      detail,
      info: t.note,
      type: kinds[t.kind] ?? "text",
      apply: (view, _, from, to) => put(view, from, to, t.term, prefix, data),
    };
  });
  const prefixes = Object.entries(data.prefixes).map(([prefix, iri]): Completion => ({
    label: `${prefix}:`,
    detail: iri,
    type: "namespace",
    apply: (view, _, from, to) => put(view, from, to, `${prefix}:`, prefix, data),
  }));
  return (context) => {
    if (quiet(context)) return null;
    const variable = context.matchBefore(/[?$][\p{L}\p{N}_]*/u);
    if (variable) {
      const now = context.state.sliceDoc(variable.from + 1, variable.to);
      const names = variablesOf(context.state.doc.toString()).filter((name) => name !== now);
      return { from: variable.from, options: names.map((name) => ({ label: `?${name}`, type: "variable" })), validFor: /^[?$][\p{L}\p{N}_]*$/u };
    }
    const word = context.matchBefore(/[\p{L}\p{N}_:-]+/u);
    if (!word && !context.explicit) return null;
    if (word && /^\p{N}/u.test(word.text)) return null;
    return { from: word?.from ?? context.pos, options: [...terms, ...prefixes, ...KEYWORDS], validFor: /^[\p{L}\p{N}_:-]*$/u };
  };
}

function put(view: EditorView, from: number, to: number, insert: string, prefix: string, data: PageData): void {
  const iri = data.prefixes[prefix];
  const declared = iri ? declaration(view.state.doc.toString(), prefix, iri) : null;
  const shift = declared && declared.from <= from ? declared.insert.length : 0;
  view.dispatch({
    changes: [{ from, to, insert }, ...(declared ? [declared] : [])],
    selection: { anchor: from + shift + insert.length },
    userEvent: "input.complete",
  });
}

interface Found {
  iri: string;
  label: string;
  class: string;
  kind?: string;
  start?: string;
}

/** What is typed after `<`, or a bare word of three letters: the beginning of a name, where a term may stand. */
export function nameAt(line: string): { text: string; length: number } | null {
  const open = /<([\p{L}\p{N}“"'][^<>{}|^`\\?$=&]*)$/u.exec(line);
  if (open?.[1] !== undefined) return /^[a-z][a-z0-9+.-]*:/i.test(open[1]) ? null : { text: open[1], length: open[0].length };
  const bare = /(?:^|[\s({;,.|/^])([\p{L}][\p{L}\p{N}'-]{2,})$/u.exec(line);
  return bare?.[1] === undefined ? null : { text: bare[1], length: bare[1].length };
}

/** Things of the graph by name, as the site's search finds them. */
export function nameSource(data: PageData): (context: CompletionContext) => Promise<CompletionResult | null> {
  return async (context) => {
    if (quiet(context)) return null;
    const line = context.state.doc.lineAt(context.pos);
    const typed = nameAt(line.text.slice(0, context.pos - line.from));
    if (!typed || typed.text.trim().length < 2) return null;
    // a word of the language is no name, unless it stands after <
    if (typed.length === typed.text.length && KEYWORDS.some((k) => k.label.toLowerCase() === typed.text.toLowerCase())) return null;
    const away = new AbortController();
    context.addEventListener("abort", () => away.abort());
    // typing goes on: the first answer is worth asking for only when it pauses
    await new Promise((resolve) => setTimeout(resolve, 80));
    if (context.aborted) return null;
    const found = await search(data.names, typed.text, away.signal);
    if (!found.length) return null;
    const from = context.pos - typed.length;
    return { from, filter: false, options: found.map((f, rank) => nameOption(f, rank)) };
  };
}

function nameOption(found: Found, rank: number): Completion {
  const detail = [found.kind ?? found.class, found.start].filter(Boolean).join(" · ");
  return {
    label: found.label,
    detail,
    type: "thing",
    boost: 50 - rank,
    apply: (view, _, from, to) => {
      const closing = view.state.sliceDoc(to, to + 1) === ">" ? 1 : 0;
      const insert = `<${found.iri}>`;
      view.dispatch({ changes: { from, to: to + closing, insert }, selection: { anchor: from + insert.length }, userEvent: "input.complete" });
    },
  };
}

async function search(address: string, text: string, signal: AbortSignal): Promise<Found[]> {
  try {
    const response = await fetch(`${address}?${new URLSearchParams({ q: text.trim(), limit: "12" })}`, { signal });
    if (!response.ok) return [];
    const { results } = (await response.json()) as { results?: Found[] };
    return Array.isArray(results) ? results.filter((f) => typeof f.iri === "string" && typeof f.label === "string") : [];
  } catch {
    return []; // typing went on, or the server is away: no names are offered
  }
}
