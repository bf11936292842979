// Dates as precise as the news: a day, a month, a year, and moments. A date is the time that it may cover.
import type { Cell } from "./model";

export type Precision = "moment" | "day" | "month" | "year";
export interface Span {
  /** milliseconds since 1970, UTC: the first that it may be */
  from: number;
  /** the first that it can no longer be */
  to: number;
  precision: Precision;
}

const FORM =
  /^(-?\d{4,6})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?)?)?(Z|[+-]\d\d:\d\d)?$/;

const DAYS = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

function utc(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day); // Date.UTC takes the years 0 to 99 for 1900 to 1999
  date.setUTCHours(hour, minute, second);
  return date.getTime();
}

/** The span of "2024", "2024-07", "2024-07-14" or a dateTime of XML Schema; null for anything else. */
export function readDate(text: string): Span | null {
  const found = FORM.exec(text.trim());
  if (!found) return null;
  const [, y, m, d, hour, minute, second, zone] = found;
  const year = Number(y);
  if (m === undefined) return { from: utc(year, 0, 1), to: utc(year + 1, 0, 1), precision: "year" };
  const month = Number(m);
  if (month < 1 || month > 12) return null;
  if (d === undefined) return { from: utc(year, month - 1, 1), to: utc(year, month, 1), precision: "month" };
  const day = Number(d);
  if (day < 1 || day > DAYS(year, month)) return null;
  if (hour === undefined) {
    return { from: utc(year, month - 1, day), to: utc(year, month - 1, day + 1), precision: "day" };
  }
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second ?? 0) > 59) return null;
  const shift = zone && zone !== "Z" ? (zone[0] === "-" ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4))) : 0;
  const from = utc(year, month - 1, day, Number(hour), Number(minute) - shift, Number(second ?? 0));
  return { from, to: from + 1000, precision: "moment" };
}

/** The span of a cell; a whole number is no year unless its datatype says so. */
export function dateOf(cell: Cell): Span | null {
  if (cell?.type !== "literal") return null;
  const kind = cell.datatype?.split("#")[1] ?? "string";
  if (!["string", "date", "dateTime", "gYear", "gYearMonth", "dateTimeStamp", "langString"].includes(kind)) return null;
  return readDate(cell.value);
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A span's begin in words, no more precise than it is: "14 Jul 2024", "Jul 2024", "2024". */
export function inWords(span: Span): string {
  const date = new Date(span.from);
  const year = date.getUTCFullYear();
  const month = MONTHS[date.getUTCMonth()];
  if (span.precision === "year") return String(year);
  if (span.precision === "month") return `${month} ${year}`;
  const day = `${date.getUTCDate()} ${month} ${year}`;
  return span.precision === "day" ? day : `${day}, ${date.toISOString().slice(11, 16)} UTC`;
}

export interface Tick {
  at: number;
  label: string;
  major: boolean;
}

const DAY = 86_400_000;

/** Marks of a time axis between two moments, about as many as fit: days, months, quarters, years, decades … */
export function ticks(from: number, to: number, wanted: number): Tick[] {
  const span = Math.max(to - from, 1) / Math.max(wanted, 1);
  const found: Tick[] = [];
  if (span < 20 * DAY) {
    const step = [1, 2, 7, 14].find((days) => days * DAY >= span) ?? 14;
    for (let at = Math.floor(from / DAY) * DAY; at <= to; at += DAY) {
      const date = new Date(at);
      const day = date.getUTCDate();
      if (day === 1) found.push({ at, label: monthLabel(date), major: true });
      else if ((day - 1) % step === 0 && day - 1 + step * 0.6 < DAYS(date.getUTCFullYear(), date.getUTCMonth() + 1)) {
        found.push({ at, label: String(day), major: false });
      }
    }
    return found.filter((t) => t.at >= from);
  }
  const first = new Date(from);
  const months = [1, 3, 6].find((m) => m * 30.4 * DAY >= span);
  if (months) {
    for (let index = 0; ; index++) {
      const at = utc(first.getUTCFullYear(), Math.floor(first.getUTCMonth() / months) * months + index * months, 1);
      if (at > to) break;
      const date = new Date(at);
      if (at >= from) found.push({ at, label: monthLabel(date), major: date.getUTCMonth() === 0 });
    }
    return found;
  }
  const years = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((n) => n * 365.25 * DAY >= span) ?? 1000;
  for (let year = Math.ceil(first.getUTCFullYear() / years) * years; utc(year, 0, 1) <= to; year += years) {
    const at = utc(year, 0, 1);
    if (at >= from) found.push({ at, label: String(year), major: years === 1 ? year % 10 === 0 : true });
  }
  return found;
}

function monthLabel(date: Date): string {
  return date.getUTCMonth() === 0 ? String(date.getUTCFullYear()) : (MONTHS[date.getUTCMonth()] ?? "");
}
