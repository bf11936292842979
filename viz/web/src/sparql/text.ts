// What can be told of a query's text without a parser: its form, its prefixes, its variables. Pure, so tested apart.
export type Form = "SELECT" | "ASK" | "CONSTRUCT" | "DESCRIBE" | "UPDATE";

// IRIs, long and short strings, comments, words with an optional colon, variables, any other character
const TOKEN =
  /(<[^<>"{}|^`\\\s]*>|"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*)|([?$][\p{L}\p{N}_]+)|([\p{L}][\p{L}\p{N}_.-]*)(:)?|[\s\S]/gu;
const FORMS = new Set(["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]);
const UPDATES = new Set(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"]);

/** What a query asks for; null where no such word is found. */
export function formOf(text: string): Form | null {
  for (const [, , , word, colon] of text.matchAll(TOKEN)) {
    const upper = word?.toUpperCase() ?? "";
    if (colon) continue; // a prefix
    if (FORMS.has(upper)) return upper as Form;
    if (UPDATES.has(upper)) return "UPDATE";
  }
  return null;
}

/** The prefixes that a text declares, and where the next declaration would stand. */
export function prologue(text: string): { prefixes: Set<string>; end: number } {
  const prefixes = new Set<string>();
  const declared = /(?:^|\n)[ \t]*PREFIX\s+([\p{L}\p{N}_.-]*):\s*<[^>\n]*>[^\n]*/giu;
  let end = -1;
  for (const found of text.matchAll(declared)) {
    prefixes.add(found[1] ?? "");
    end = found.index + found[0].length;
  }
  if (end >= 0) return { prefixes, end: Math.min(end + 1, text.length) };
  // below the comments that the text begins with
  const comments = /^(?:[ \t]*#[^\n]*\n|[ \t]*\n)*/.exec(text)?.[0] ?? "";
  return { prefixes, end: comments.length };
}

/** The change that declares a prefix, null where it is declared already. */
export function declaration(text: string, prefix: string, iri: string): { from: number; insert: string } | null {
  const { prefixes, end } = prologue(text);
  if (prefixes.has(prefix)) return null;
  const onNewLine = end > 0 && text[end - 1] !== "\n" ? "\n" : "";
  return { from: end, insert: `${onNewLine}PREFIX ${prefix}: <${iri}>\n` };
}

/** The variables of a text, by name, each once. */
export function variablesOf(text: string): string[] {
  const found = new Set<string>();
  for (const match of text.matchAll(TOKEN)) if (match[2]) found.add(match[2].slice(1));
  return [...found].sort();
}

/** A short title: the first comment, up to a colon. */
export function titleOf(text: string): string {
  const comment = /^\s*#+[ \t]*([^\n]+)/.exec(text)?.[1]?.split(": ", 1)[0]?.trim();
  return comment ? comment.slice(0, 80) : "Result";
}
