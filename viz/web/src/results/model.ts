// Answers of SPARQL as the views need them. Terms are those of the SPARQL 1.1 Query Results JSON Format, section 3.2.2.
export type Term =
  | { type: "uri"; value: string }
  | { type: "bnode"; value: string }
  | { type: "literal"; value: string; datatype?: string; lang?: string };

export type Cell = Term | null;
export interface Table {
  columns: string[];
  rows: Cell[][];
}
export interface Triple {
  subject: Term;
  predicate: string;
  object: Term;
}
export type Answer =
  | { kind: "rows"; table: Table }
  | { kind: "truth"; value: boolean }
  | { kind: "triples"; triples: Triple[] };

export const XSD = "http://www.w3.org/2001/XMLSchema#";
export const RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/** What an answer that cannot be read is reported with. */
export class Unreadable extends Error {}

function term(value: unknown): Cell {
  if (value === null || typeof value !== "object") return null;
  const given = value as Record<string, unknown>;
  const text = given["value"];
  if (given["type"] === "triple") return { type: "literal", value: JSON.stringify(text) };
  if (typeof text !== "string") throw new Unreadable("a term has no value");
  if (given["type"] === "uri" || given["type"] === "bnode") return { type: given["type"], value: text };
  const literal: Term = { type: "literal", value: text };
  if (typeof given["datatype"] === "string") literal.datatype = given["datatype"];
  if (typeof given["xml:lang"] === "string") literal.lang = given["xml:lang"];
  return literal;
}

/** The answer in application/sparql-results+json, as text or as what JSON.parse made of it. Throws Unreadable. */
export function readResults(json: unknown): Answer {
  const given = typeof json === "string" ? parsed(json) : json;
  if (given === null || typeof given !== "object") throw new Unreadable("the answer is no SPARQL result");
  const { head, results, boolean } = given as Record<string, unknown>;
  if (typeof boolean === "boolean") return { kind: "truth", value: boolean };
  const columns = (head as { vars?: unknown } | undefined)?.vars;
  const bindings = (results as { bindings?: unknown } | undefined)?.bindings;
  if (!Array.isArray(columns) || !Array.isArray(bindings)) throw new Unreadable("the answer is no SPARQL result");
  const names = columns.map(String);
  const rows = bindings.map((row: Record<string, unknown>) => names.map((name) => term(row[name])));
  return { kind: "rows", table: { columns: names, rows } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable("the answer is no JSON: perhaps it was cut off on the way");
  }
}

// N-Triples, https://www.w3.org/TR/n-triples/#n-triples-grammar: one triple a line, so a line is one expression
const IRI = String.raw`<([^\x00-\x20<>"{}|^` + "`" + String.raw`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>`;
const TERM = new RegExp(
  String.raw`\s*(?:(?<iri>${IRI})|_:(?<node>[^\s<>"]+?)(?=\s|\.\s*$|<)|"(?<text>(?:[^"\\\n\r]|\\.)*)"(?:\^\^(?<type>${IRI})|@(?<lang>[A-Za-z0-9-]+))?)`,
  "uy",
);
const ESCAPES: Record<string, string> = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f", '"': '"', "'": "'", "\\": "\\" };

function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (all, four, eight, one: string) =>
    four || eight ? String.fromCodePoint(parseInt(four ?? eight, 16)) : (ESCAPES[one] ?? all),
  );
}

/** The triples of an N-Triples text. Throws Unreadable with the line. */
export function readTriples(text: string): Triple[] {
  const triples: Triple[] = [];
  let number = 0;
  for (const line of text.split(/\r?\n/)) {
    number++;
    if (!line.trim() || line.trimStart().startsWith("#")) continue;
    TERM.lastIndex = 0;
    const [subject, predicate, object] = [one(line), one(line), one(line)];
    const end = /^\s*\.\s*(?:#.*)?$/.test(line.slice(TERM.lastIndex));
    if (!subject || predicate?.type !== "uri" || !object || !end) throw new Unreadable(`line ${number} is no triple`);
    triples.push({ subject, predicate: predicate.value, object });
  }
  return triples;
}

function one(line: string): Cell {
  const at = TERM.lastIndex;
  const found = TERM.exec(line)?.groups;
  if (!found) {
    TERM.lastIndex = at;
    return null;
  }
  const { iri, node, text, type, lang } = found;
  if (iri) return { type: "uri", value: unescaped(iri.slice(1, -1)) };
  if (node) return { type: "bnode", value: node };
  const literal: Term = { type: "literal", value: unescaped(text ?? "") };
  if (type) literal.datatype = unescaped(type.slice(1, -1));
  if (lang) literal.lang = lang;
  return literal;
}

/** Whether a cell is a node: an IRI or a blank node. */
export function isNode(cell: Cell): cell is Exclude<Term, { type: "literal" }> {
  return cell !== null && cell.type !== "literal";
}

/** The triples as a table of three columns. */
export function tableOfTriples(triples: readonly Triple[]): Table {
  const rows = triples.map((t): Cell[] => [t.subject, { type: "uri", value: t.predicate }, t.object]);
  return { columns: ["subject", "predicate", "object"], rows };
}
