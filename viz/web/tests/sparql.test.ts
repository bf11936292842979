import { describe, expect, it } from "vitest";
import { fromAddress, toHash } from "../src/sparql/address";
import { nameAt } from "../src/sparql/completion";
import { withOne } from "../src/sparql/history";
import { cutInWords } from "../src/sparql/run";
import { declaration, formOf, prologue, titleOf, variablesOf } from "../src/sparql/text";

describe("a query's text", () => {
  it("tells its form, whatever stands in comments, strings and IRIs", () => {
    expect(formOf("# ASK\nPREFIX select: <http://x/CONSTRUCT#>\nselect ?ask { ?s select:ask 'DESCRIBE' }")).toBe("SELECT");
    expect(formOf("BASE <x:y> CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")).toBe("CONSTRUCT");
    expect(formOf('DESCRIBE <x:y> # "')).toBe("DESCRIBE");
    expect(formOf("ASK{}")).toBe("ASK");
    expect(formOf("PREFIX a: <x:> INSERT DATA { a:b a:c a:d }")).toBe("UPDATE");
    expect(formOf("?select $ask")).toBeNull();
    expect(formOf("")).toBeNull();
  });
  it("finds prefixes and where the next one goes", () => {
    const text = "# hi\nPREFIX ng: <x:>\nprefix  a.b: <y:>\nSELECT * {}";
    expect([...prologue(text).prefixes]).toEqual(["ng", "a.b"]);
    expect(declaration(text, "ng", "x:")).toBeNull();
    const more = declaration(text, "rdfs", "z:")!;
    expect(text.slice(0, more.from) + more.insert + text.slice(more.from)).toBe("# hi\nPREFIX ng: <x:>\nprefix  a.b: <y:>\nPREFIX rdfs: <z:>\nSELECT * {}");
    const first = declaration("# title\nSELECT * {}", "ng", "x:")!;
    expect(first).toEqual({ from: 8, insert: "PREFIX ng: <x:>\n" });
    expect(declaration("", "ng", "x:")).toEqual({ from: 0, insert: "PREFIX ng: <x:>\n" });
  });
  it("knows its variables and its title", () => {
    expect(variablesOf('SELECT ?b $a { ?b ?p "?no" } # ?not')).toEqual(["a", "b", "p"]);
    expect(titleOf("# Donations: Who gave what?\nSELECT")).toBe("Donations");
    expect(titleOf("SELECT * {}")).toBe("Result");
  });
});

describe("an address", () => {
  it("brings back the query and the view, short, long, and with odd characters", async () => {
    for (const query of ["SELECT * { ?a ?b '1+1=2 & #? 100%' }", "# 开放大学\n".repeat(400) + "SELECT ?é {}"]) {
      const hash = await toHash({ query, view: "map" });
      expect(await fromAddress("", hash)).toEqual({ query, view: "map" });
      expect(hash).toMatch(/^#[\w%.~!*'()=&-]+$/);
    }
    expect((await toHash({ query: "x".repeat(9000), view: null })).length).toBeLessThan(200);
  });
  it("takes ?query= of other programs, and refuses what was cut off", async () => {
    expect(await fromAddress("?query=ASK+%7B%7D", "")).toEqual({ query: "ASK {}", view: null });
    expect(await fromAddress("", "")).toBeNull();
    expect(await fromAddress("", "#packed=AAAA")).toBeNull();
  });
});

describe("completion", () => {
  it("looks for names after < and in words, not in comparisons and IRIs", () => {
    expect(nameAt("?e ng:organiser <open univ")).toEqual({ text: "open univ", length: 10 });
    expect(nameAt("?e ng:location Butuo")).toEqual({ text: "Butuo", length: 5 });
    expect(nameAt("FILTER(?a < ?b")).toBeNull();
    expect(nameAt("FILTER(?a <?b")).toBeNull();
    expect(nameAt("<https://exa")).toBeNull();
    expect(nameAt("ng:orga")).toBeNull();
    expect(nameAt("?org")).toBeNull();
  });
});

describe("history", () => {
  it("moves what is run again to the top and keeps sixty", () => {
    const many = Array.from({ length: 60 }, (_, i) => ({ query: `q${i}`, at: i, rows: 1 }));
    const after = withOne(many, { query: " q7 ", at: 99, rows: 2 });
    expect([after.length, after[0]?.at, after.filter((p) => p.query.trim() === "q7").length]).toEqual([60, 99, 1]);
    expect(withOne([], { query: "x".repeat(60_000), at: 1, rows: 0 })).toEqual([]);
  });
});

it("says how an answer was cut short", () => {
  expect(cutInWords("rows;limit=100000")).toContain("after 100,000 rows");
  expect(cutInWords("bytes;limit=10")).toContain("10 bytes");
  expect(cutInWords("else")).toContain("else");
});
