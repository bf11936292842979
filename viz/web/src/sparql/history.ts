// The queries that were run in this browser, newest first; they stay in it.
export interface Past {
  query: string;
  /** when, in milliseconds since 1970 */
  at: number;
  rows: number;
}

const MOST = 60;
const LONGEST = 50_000;

/** The list with one more; a query that was run before moves to the top. */
export function withOne(past: readonly Past[], now: Past): Past[] {
  if (now.query.length > LONGEST) return [...past];
  return [now, ...past.filter((p) => p.query.trim() !== now.query.trim())].slice(0, MOST);
}

function isPast(value: unknown): value is Past {
  const p = value as Partial<Past> | null;
  return typeof p?.query === "string" && typeof p.at === "number" && typeof p.rows === "number";
}

export class Store {
  constructor(private readonly key: string) {}

  read(): Past[] {
    try {
      const value: unknown = JSON.parse(localStorage.getItem(this.key) ?? "[]");
      return Array.isArray(value) ? value.filter(isPast) : [];
    } catch {
      return []; // storage may be forbidden, or hold what is not ours
    }
  }

  add(now: Past): void {
    this.write(JSON.stringify(withOne(this.read(), now)));
  }

  clear(): void {
    this.write("[]");
  }

  draft(text?: string): string | null {
    try {
      if (text !== undefined) localStorage.setItem(`${this.key} draft`, text.slice(0, LONGEST));
      return localStorage.getItem(`${this.key} draft`);
    } catch {
      return null;
    }
  }

  private write(text: string): void {
    try {
      localStorage.setItem(this.key, text);
    } catch {
      // full or forbidden: the history is a convenience
    }
  }
}
