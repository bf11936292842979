import { describe, expect, it } from "vitest";
import { hrefOf, kindOf, pageOf, shortIri } from "../src/links";
import { dateOf, inWords, readDate, ticks } from "../src/results/dates";
import { csvField, fileName, toCsv, toJson } from "../src/results/export";
import { bins, edges, lanes } from "../src/results/lanes";
import { readResults, readTriples, Unreadable, type Cell } from "../src/results/model";
import { networkOf } from "../src/results/network";
import { columnsOf, shown, sorted } from "../src/results/readable";
import { pointOf, shapeOf } from "../src/results/shape";
import { SvgSurface, xml } from "../src/results/surface";
import { itemOf } from "../src/results/timeline";

const links = { base: "https://example.org/newsgraph/", root: "/news/" };
const XSD = "http://www.w3.org/2001/XMLSchema#";
const uri = (rest: string): Cell => ({ type: "uri", value: links.base + rest });
const text = (value: string, kind?: string): Cell => (kind ? { type: "literal", value, datatype: XSD + kind } : { type: "literal", value });
const rows = (columns: string[], ...cells: Cell[][]) => ({ kind: "rows" as const, table: { columns, rows: cells } });

describe("links", () => {
  it("leads to pages below the root, and nowhere for scripts", () => {
    expect(pageOf(`${links.base}event/a?b[c]`, links)).toBe("/news/event/a%3Fb%5Bc%5D.html");
    expect(pageOf(`${links.base}item/n1#m2`, links)).toBe("/news/item/n1.html#m2");
    expect(pageOf("https://other.org/a/b", links)).toBeNull();
    expect(pageOf("https://other.org/a/b", links, true)).toBe("/news/elsewhere/https/other.org/a/b.html");
    expect(pageOf("https://w3id.org/newsgraph#Event", links)).toBe("/news/ontology.html#Event");
    expect(hrefOf("javascript:alert(1)", links)).toBeNull();
    expect(hrefOf("https://sws.geonames.org/1/", links)).toBe("https://sws.geonames.org/1/");
    expect(kindOf(`${links.base}location/butuo`, links)).toBe("Location");
    expect(kindOf(`${links.base}item/n1#s1`, links)).toBe("Other");
    expect(shortIri("https://w3id.org/newsgraph#Event", links)).toBe("ng:Event");
  });
});

describe("dates", () => {
  it("knows three precisions and moments", () => {
    expect(readDate("2024")).toEqual({ from: Date.UTC(2024, 0, 1), to: Date.UTC(2025, 0, 1), precision: "year" });
    expect(readDate("2024-02")).toEqual({ from: Date.UTC(2024, 1, 1), to: Date.UTC(2024, 2, 1), precision: "month" });
    expect(readDate("2024-02-29")).toEqual({ from: Date.UTC(2024, 1, 29), to: Date.UTC(2024, 2, 1), precision: "day" });
    expect(readDate("2024-07-14T08:00:00+08:00")?.from).toBe(Date.UTC(2024, 6, 14));
    expect(readDate("0050")?.from).toBeLessThan(Date.UTC(1000, 0, 1));
  });
  it("refuses what is no date", () => {
    for (const wrong of ["2023-02-29", "2024-13", "2024-00-01", "24", "2024-7-1", "July 2024", "", "2024-07-14T25:00"]) {
      expect(readDate(wrong), wrong).toBeNull();
    }
    expect(dateOf(text("2024", "integer"))).toBeNull();
    expect(dateOf(text("2024", "gYear"))?.precision).toBe("year");
  });
  it("says no more than is known", () => {
    expect(inWords(readDate("2024-07-14")!)).toBe("14 Jul 2024");
    expect(inWords(readDate("2024-07")!)).toBe("Jul 2024");
    expect(inWords(readDate("2024")!)).toBe("2024");
    expect(itemOf(readDate("2024-07-14"), readDate("2024-07-16"))).toMatchObject({ exact: true, when: "14 Jul 2024 to 16 Jul 2024", to: Date.UTC(2024, 6, 17) });
    expect(itemOf(readDate("2024-07"), null)).toMatchObject({ exact: false, when: "Jul 2024" });
    expect(itemOf(readDate("2024-07-14"), readDate("2023"))).toMatchObject({ when: "14 Jul 2024" }); // an end before the start is none
    expect(itemOf(null, null)).toBeNull();
  });
  it("marks an axis with what fits", () => {
    const year = ticks(Date.UTC(2023, 0, 1), Date.UTC(2026, 0, 1), 13);
    expect(year.map((t) => t.label)).toEqual(["2023", "Apr", "Jul", "Oct", "2024", "Apr", "Jul", "Oct", "2025", "Apr", "Jul", "Oct", "2026"]);
    const days = ticks(Date.UTC(2024, 6, 28), Date.UTC(2024, 7, 3), 8);
    expect(days.map((t) => t.label)).toEqual(["28", "29", "30", "31", "Aug", "2", "3"]);
  });
});

describe("answers", () => {
  it("reads SPARQL JSON", () => {
    const answer = readResults({ head: { vars: ["a", "b"] }, results: { bindings: [{ a: { type: "uri", value: "x:y" } }] } });
    expect(answer).toEqual({ kind: "rows", table: { columns: ["a", "b"], rows: [[{ type: "uri", value: "x:y" }, null]] } });
    expect(readResults('{"head":{},"boolean":true}')).toEqual({ kind: "truth", value: true });
    for (const wrong of ["{", "[]", '{"head":{}}', "null"]) expect(() => readResults(wrong)).toThrow(Unreadable);
  });
  it("reads N-Triples with escapes, languages, datatypes and comments", () => {
    const got = readTriples(
      '# a\n<x:s> <x:p> "a \\"q\\" \\u00e9\\n"@en-GB .\n_:b1 <x:p> <x:\\u00e9>.\n\n<x:s> <x:p> "1"^^<' + XSD + 'integer> . # end\n',
    );
    expect(got).toEqual([
      { subject: { type: "uri", value: "x:s" }, predicate: "x:p", object: { type: "literal", value: 'a "q" é\n', lang: "en-GB" } },
      { subject: { type: "bnode", value: "b1" }, predicate: "x:p", object: { type: "uri", value: "x:é" } },
      { subject: { type: "uri", value: "x:s" }, predicate: "x:p", object: { type: "literal", value: "1", datatype: XSD + "integer" } },
    ]);
    expect(() => readTriples("<x:s> <x:p> .")).toThrow("line 1");
    expect(() => readTriples("<x:s> <x:p> <x:o>")).toThrow("line 1");
  });
});

describe("table", () => {
  const answer = rows(["org", "orgLabel", "count", "startDate"], [uri("organisation/b"), text("Beta"), text("9", "integer"), text("2024")], [uri("organisation/a"), text("alpha"), text("10", "integer"), null]);
  it("joins a node with its label and splits words of names", () => {
    expect(columnsOf(answer.table).map((c) => c.heading)).toEqual(["org", "count", "start date"]);
    expect(shown(answer.table.rows[0]!, columnsOf(answer.table)[0]!, links)).toEqual({ text: "Beta", href: "/news/organisation/b.html", iri: `${links.base}organisation/b` });
  });
  it("sorts numbers by value, texts without regard to case, empty cells last both ways", () => {
    const [org, count, start] = columnsOf(answer.table);
    const first = (column: typeof org, down: boolean) => shown(sorted(answer.table, column!, down, links)[0]!, org!, links).text;
    expect(first(org, false)).toBe("alpha");
    expect(first(count, false)).toBe("Beta");
    expect(first(count, true)).toBe("alpha");
    expect(first(start, false)).toBe("Beta");
    expect(first(start, true)).toBe("Beta");
  });
  it("makes marks that turn text visible", () => {
    const at = rows(["a"], [text("a\u202eb\u0007\n c")]).table;
    expect(shown(at.rows[0]!, columnsOf(at)[0]!, links).text).toBe("a\ufffdb\ufffd c");
  });
  it("writes CSV that spreadsheets take for text", () => {
    expect(csvField("a,b")).toBe('"a,b"');
    expect(csvField('say "x"')).toBe('"say ""x"""');
    expect(csvField("=1+1")).toBe("'=1+1");
    expect(csvField("-5", true)).toBe("-5");
    expect(toCsv(columnsOf(answer.table), answer.table.rows, links)).toBe(
      `org,org IRI,count,start date\r\nBeta,${links.base}organisation/b,9,2024\r\nalpha,${links.base}organisation/a,10,\r\n`,
    );
    expect(JSON.parse(toJson(columnsOf(answer.table), answer.table.rows, links))[1]).toEqual({ org: { name: "alpha", iri: `${links.base}organisation/a` }, count: 10, startDate: null });
    expect(fileName("Who gave? 捐赠!", "csv")).toBe("who-gave-捐赠.csv");
  });
});

describe("shape", () => {
  it("is told by what the cells are", () => {
    const event = uri("event/a");
    const views = (answer: Parameters<typeof shapeOf>[0], asking = true) => shapeOf(answer, links, asking).views;
    expect(views(rows(["event", "start"], [event, text("2024-07")]))).toEqual(["table", "map", "timeline", "raw"]);
    expect(views(rows(["event", "start"], [event, text("2024-07")]), false)).toEqual(["table", "timeline", "raw"]);
    expect(views(rows(["a", "b"], [uri("person/a"), uri("programme/b")]))).toEqual(["table", "graph", "raw"]);
    expect(views(rows(["n"], [text("2024", "integer")]))).toEqual(["table", "raw"]);
    expect(views(rows(["name"], [text("2024")]))).toEqual(["table", "raw"]); // a plain "2024" is a date only in a column that says so
    expect(views({ kind: "truth", value: true })).toEqual(["table", "raw"]);
  });
  it("finds pairs of coordinates and of dates", () => {
    const place = rows(["place", "placeLat", "placeLong", "startDate", "endDate"], ...[1, 2].map((n): Cell[] => [uri("location/x"), text(String(n), "decimal"), text("100", "decimal"), text("2024-01-0" + n, "date"), null]));
    const shape = shapeOf(place, links, false);
    expect(shape.place).toEqual({ by: "coordinates", lat: 1, long: 2 });
    expect(shape.first).toBe("map");
    expect(shape.time).toEqual({ start: 3, end: -1 }); // no end is filled in
    expect(pointOf(text("POINT(102.8 27.7)"))).toEqual({ lat: 27.7, long: 102.8 });
    expect(pointOf(text("POINT(102.8 97.7)"))).toBeNull();
  });
});

describe("drawing", () => {
  it("puts things into lanes, or says that they do not fit", () => {
    const extent = (x: number[]) => ({ from: x[0]!, to: x[1]! });
    expect(lanes([[0, 2], [1, 3], [2, 4]], 2, extent)?.map((p) => p.lane)).toEqual([0, 1, 0]);
    expect(lanes([[0, 2], [1, 3]], 1, extent)).toBeNull();
  });
  it("counts each thing once, and spreads what is vague over what it may mean", () => {
    const items = [
      { from: Date.UTC(2024, 0, 5), to: Date.UTC(2024, 0, 6), exact: true },
      { from: Date.UTC(2024, 0, 1), to: Date.UTC(2025, 0, 1), exact: false },
    ];
    const made = bins(items, 10 / (31 * 86_400_000), Date.UTC(2023, 0, 1), Date.UTC(2026, 0, 1));
    expect(made).toHaveLength(12);
    expect(made.reduce((n, b) => n + b.exact, 0)).toBe(1);
    expect(made.reduce((n, b) => n + b.vague, 0)).toBeCloseTo(1);
    expect(made[1]!.vague).toBeCloseTo(29 / 366);
    expect(edges(1 / 86_400_000, 0, 86_400_000 * 14).every((e) => new Date(e).getUTCDay() === 1)).toBe(true);
  });
  it("draws the nodes with most links when there are too many, and says how many there are", () => {
    const many = Array.from({ length: 30 }, (_, i): Cell[] => [uri("organisation/hub"), uri(`person/p${i}`)]);
    const answer = rows(["org", "who"], ...many);
    const network = networkOf(answer, shapeOf(answer, links, false), links, 10);
    expect([network.all, network.nodes.length, network.links.length]).toEqual([31, 10, 9]);
    const built = readTriples(`<${links.base}person/a> <http://www.w3.org/2000/01/rdf-schema#label> "Ann" .\n<${links.base}person/a> <https://w3id.org/newsgraph#holds> <${links.base}post/p> .`);
    const graph = networkOf({ kind: "triples", triples: built }, shapeOf({ kind: "triples", triples: built }, links, false), links);
    expect(graph.nodes.map((n) => n.name)).toEqual(["Ann", ""]);
    expect(graph.links.map((l) => l.names)).toEqual([["holds"]]);
  });
  it("writes SVG that hostile names cannot leave", () => {
    const surface = new SvgSurface(10, 10, "<script>");
    surface.text(1, 2, '"><script>&\u0000', { fill: '"><x' });
    expect(surface.done()).not.toContain("<script>");
    expect(surface.done()).not.toContain("<x");
    expect(xml("a\u0000\ud800b")).toBe("a\ufffd\ufffdb");
  });
});
