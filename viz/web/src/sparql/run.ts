// Sending a query, and what comes back.
import { formOf } from "./text";

export interface Came {
  /** what mountResults takes */
  json?: string;
  construct?: string;
  seconds: number;
  /** how the server says that the answer was cut short, null where it is whole */
  truncated: string | null;
}

/** An error that the server told, with the line of the query that it is about. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly cure: string,
    readonly line: number | null,
  ) {
    super(message);
  }
}

const JSON_RESULTS = "application/sparql-results+json";
const TRIPLES = "application/n-triples";

/** Run a query. Throws Refused, or what fetch throws (AbortError, where it was stopped). */
export async function ask(endpoint: string, query: string, signal: AbortSignal): Promise<Came> {
  const form = formOf(query);
  if (form === "UPDATE") throw new Refused("This page asks; it changes nothing.", "An update is sent to the endpoint by a program, where the server allows it.", null);
  const graph = form === "CONSTRUCT" || form === "DESCRIBE";
  const wanted = form === null ? `${JSON_RESULTS}, ${TRIPLES}` : graph ? TRIPLES : JSON_RESULTS;
  const began = performance.now();
  const response = await fetch(endpoint, {
    method: "POST",
    headers: { "Content-Type": "application/sparql-query", Accept: `${wanted}, application/problem+json;q=0.5` },
    body: query,
    signal,
  });
  const text = await response.text();
  const seconds = (performance.now() - began) / 1000;
  if (!response.ok) throw refusal(response.status, response.statusText, text);
  const truncated = response.headers.get("Newsgraph-Truncated");
  const type = response.headers.get("Content-Type") ?? "";
  return type.startsWith(TRIPLES) ? { construct: text, seconds, truncated } : { json: text, seconds, truncated };
}

function refusal(status: number, phrase: string, text: string): Refused {
  try {
    const { detail, cure, line } = JSON.parse(text) as Record<string, unknown>;
    if (typeof detail === "string") return new Refused(detail.replace(/^not valid SPARQL at line \d+, column \d+: /, ""), typeof cure === "string" ? cure : "", typeof line === "number" ? line : null);
  } catch {
    // no problem details: another server, or a proxy between
  }
  return new Refused(`The server answered ${status} ${phrase}`.trim(), text.slice(0, 300), null);
}

/** "rows;limit=100000" in words. */
export function cutInWords(said: string): string {
  const [by, limit] = said.split(";limit=");
  const number = Number(limit);
  const most = Number.isFinite(number) ? number.toLocaleString("en") : "";
  if (by === "rows") return `The server stopped after ${most} rows; there are more. LIMIT and OFFSET give the answer piece by piece.`;
  if (by === "bytes") return `The server stopped after ${most} bytes; there is more. Fewer columns, or LIMIT and OFFSET, give the answer piece by piece.`;
  return `The server cut the answer short (${said}).`;
}
