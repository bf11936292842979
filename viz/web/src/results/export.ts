// Files of what is shown. CSV by RFC 4180, with a guard against spreadsheets that run what begins like a formula.
import type { Links } from "../links";
import type { Cell } from "./model";
import { isNumber, shown, type Column, type Known } from "./readable";

/** One field of CSV: quoted where it must be. A text that a spreadsheet would take for a formula gets a leading '. */
export function csvField(text: string, number = false): string {
  const safe = !number && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The rows as they are shown, names with the IRIs beside them where the column links. */
export function toCsv(columns: readonly Column[], rows: readonly Cell[][], links: Links, names?: Known): string {
  const linking = columns.map((c) => rows.some((row) => row[c.at]?.type === "uri"));
  const head = columns.flatMap((c, i) => (linking[i] ? [c.heading, `${c.heading} IRI`] : [c.heading]));
  const lines = [head.map((text) => csvField(text)).join(",")];
  for (const row of rows) {
    const fields = columns.flatMap((c, i) => {
      const { text, iri } = shown(row, c, links, names);
      const field = csvField(text, isNumber(row[c.at] ?? null));
      return linking[i] ? [field, csvField(iri ?? "")] : [field];
    });
    lines.push(fields.join(","));
  }
  return lines.join("\r\n") + "\r\n";
}

/** The rows as they are shown, as JSON: an object a row; {name, iri} where a cell links, numbers as numbers. */
export function toJson(columns: readonly Column[], rows: readonly Cell[][], links: Links, names?: Known): string {
  const records = rows.map((row) =>
    Object.fromEntries(
      columns.map((c) => {
        const cell = row[c.at] ?? null;
        const { text, iri } = shown(row, c, links, names);
        if (iri) return [c.name, { name: text, iri }];
        if (cell === null && text === "") return [c.name, null];
        const number = isNumber(cell) ? Number(text) : NaN;
        return [c.name, Number.isFinite(number) ? number : text];
      }),
    ),
  );
  return JSON.stringify(records, null, 1) + "\n";
}

/** A file's name that any system takes, from a title. */
export function fileName(title: string, ending: string): string {
  const stem = title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60);
  return `${stem || "result"}.${ending}`;
}
