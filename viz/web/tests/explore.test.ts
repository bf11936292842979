import { describe, expect, it } from "vitest";
import { read, START, write } from "../src/explore/address";
import { fit, toGraph, toWindow, zoomAt } from "../src/explore/camera";
import { EVERYTHING, months, wanted } from "../src/explore/filters";
import { place, shorten } from "../src/explore/labels";
import { edgeLevels, FEW, levelAt, levels, LEVELS } from "../src/explore/levels";
import { around, graphOf, monthName, monthOf, type Core, type Details } from "../src/explore/model";
import { terms } from "../src/explore/search";
import { groups, list, sentences, whenWords } from "../src/explore/sentences";
import { sorted } from "../src/explore/table";

const CLASSES = ["Event", "Organisation", "Person", "Location", "Programme"];
type Row = [cls: number, label: string, type: number, start: string, x?: number, y?: number];

function core(rows: Row[], edges: [number, number, string][]): Core {
  const kinds = [...new Set(edges.map((e) => e[2]))];
  return {
    version: 1, title: "T", base: "https://example.org/", kinds, communities: ["A"], families: [],
    classes: CLASSES.map((id) => ({ id, name: id, plural: `${id}s`, light: "#000000", dark: "#ffffff" })),
    types: [{ id: "Training", family: "teach" }, { id: "FieldVisit", family: "visit" }],
    nodes: {
      cls: rows.map((r) => r[0]), label: rows.map((r) => r[1]), acronym: {}, type: rows.map((r) => r[2]), start: rows.map((r) => r[3]),
      reports: rows.map((_, i) => rows.length - i), community: rows.map(() => 0), x: rows.map((r, i) => r[4] ?? i * 10), y: rows.map((r) => r[5] ?? 0),
    },
    edges: { from: edges.map((e) => e[0]), to: edges.map((e) => e[1]), kind: edges.map((e) => kinds.indexOf(e[2])) },
  };
}

const small = graphOf(core(
  [
    [1, "OUC", -1, ""], [0, "Training in Butuo", 0, "2024-07-14"], [0, "A visit", 1, "2024-09"], [3, "Butuo County", -1, ""],
    [2, "Li Song", -1, ""], [0, "Undated", 0, ""],
  ],
  [[1, 0, "organiser"], [2, 0, "host"], [1, 3, "location"], [4, 0, "post"], [5, 4, "speaker"]],
));
const details: Details = {
  iri: ["o", "e1", "e2", "l", "p", "e3"],
  of: [{ kind: "university", names: ["Open University"] }, { end: "2024-07-16", purpose: "to teach" }, {}, { kind: "county" }, {}, { time: "last year" }],
  items: [], posts: { 3: ["president", true] },
};
const text = (pieces: { text: string }[]): string => pieces.map((p) => p.text).join("");

describe("model", () => {
  it("knows neighbours in both directions", () => {
    expect([...around(small, 0)].map((a) => [a.other, a.out])).toEqual([[1, false], [2, false], [4, false]]);
    expect(Array.from(small.degree)).toEqual([3, 2, 1, 1, 2, 1]);
  });
  it("counts months", () => {
    expect(monthName(monthOf("2024-07-14"))).toBe("2024-07");
    expect([monthOf("2024"), monthOf("2024-13"), monthOf("")]).toEqual([-1, -1, -1]);
  });
});

describe("filters", () => {
  const names = (mask: Uint8Array): string[] => small.core.nodes.label.filter((_, i) => mask[i]);
  it("hides classes", () => {
    expect(names(wanted(small, { ...EVERYTHING, hidden: new Set(["Person", "Event"]) }))).toEqual(["OUC", "Butuo County"]);
  });
  it("keeps what wanted events name", () => {
    const july = monthOf("2024-07");
    expect(names(wanted(small, { ...EVERYTHING, period: [july, july] }))).toEqual(["OUC", "Training in Butuo", "Butuo County"]);
    expect(names(wanted(small, { ...EVERYTHING, types: new Set(["FieldVisit"]) }))).toEqual(["OUC", "A visit"]);
  });
  it("counts events a month, months without any too", () => {
    expect(months(small, EVERYTHING)).toEqual({ first: monthOf("2024-07"), counts: [1, 0, 1] });
    expect(months(small, { ...EVERYTHING, types: new Set(["Training"]) }).counts).toEqual([1, 0, 0]);
  });
});

describe("levels", () => {
  const rows = Array.from({ length: 2000 }, (_, i): Row => [1, `n${i}`, -1, "", (i * 7919) % 1000, (i * 104729) % 1000]);
  const many = graphOf(core(rows, Array.from({ length: 1999 }, (_, i) => [i, i + 1, "organiser"])));
  const found = levels(many, new Uint8Array(2000).fill(1), 100);
  it("shows the most important of each cell, and all in the end", () => {
    const first = Array.from(found.order.subarray(0, found.upTo[0]));
    const cells = first.map((n) => `${Math.floor(many.x[n]! / 100)} ${Math.floor(many.y[n]! / 100)}`);
    expect(new Set(cells).size).toBe(first.length);
    expect(first).toContain(0);
    expect(found.upTo[LEVELS - 1]).toBe(2000);
    expect(new Set(found.order).size).toBe(2000);
  });
  it("never takes away what was shown", () => {
    for (let l = 1; l < LEVELS; l++) expect(found.upTo[l]!).toBeGreaterThanOrEqual(found.upTo[l - 1]!);
  });
  it("draws an edge when both its ends are drawn", () => {
    const edges = edgeLevels(many, found);
    for (const l of [0, 3]) {
      for (const e of edges.order.subarray(0, edges.upTo[l])) expect(Math.max(found.of[many.from[e]!]!, found.of[many.to[e]!]!)).toBeLessThanOrEqual(l);
    }
    expect(edges.upTo[LEVELS - 1]).toBe(1999);
  });
  it("shows few at once, and only what is wanted", () => {
    const mask = new Uint8Array(2000).fill(1, 0, FEW);
    expect(levels(many, mask, 100).upTo[0]).toBe(FEW);
    expect([levelAt(1), levelAt(2), levelAt(0.2), levelAt(1e9)]).toEqual([0, 2, 0, LEVELS - 1]);
  });
});

describe("camera", () => {
  const size = { width: 800, height: 400 };
  it("fits a box and finds its way back", () => {
    const camera = fit({ left: 0, top: 0, right: 100, bottom: 1000 }, size);
    expect(camera).toEqual({ x: 50, y: 500, scale: 0.36 });
    expect(toGraph(camera, size, ...toWindow(camera, size, 12, 34))).toEqual([expect.closeTo(12), expect.closeTo(34)]);
  });
  it("keeps what is under the pointer", () => {
    const camera = { x: 5, y: 7, scale: 2 };
    const before = toGraph(camera, size, 100, 50);
    expect(toGraph(zoomAt(camera, size, 100, 50, 3, 0.1, 100), size, 100, 50)).toEqual(before);
    expect(zoomAt(camera, size, 0, 0, 1000, 0.1, 8).scale).toBe(8);
  });
});

describe("address", () => {
  it("says what it reads", () => {
    const state = { thing: "organisation/a b", view: "table" as const, filters: { hidden: new Set(["Person"]), types: new Set(["A", "B"]), period: [24294, 24295] as const }, at: { x: 1, y: -2, scale: 0.5 } };
    expect(write(state)).toBe("thing=organisation/a+b&view=table&hide=Person&type=A,B&from=2024-07&to=2024-08&at=1,-2,0.5");
    expect(read(`#${write(state)}`)).toEqual(state);
    expect(write(START)).toBe("");
  });
  it("leaves out nonsense", () => {
    expect(read("#from=2024-09&to=2024-01&at=1,x,2&view=cake")).toEqual(START);
    expect(read("#at=1,2,0").at).toBeNull();
  });
});

describe("labels", () => {
  const wish = (node: number, x: number, must = false) => ({ node, x, y: 50, radius: 5, width: 100, must });
  it("writes none over another, but what must be", () => {
    expect(place([wish(1, 200), wish(2, 210), wish(3, 220)], 9).map((p) => p.node)).toEqual([1, 2]);
    expect(place([wish(1, 200), wish(2, 210), wish(3, 220, true)], 9).map((p) => p.node)).toEqual([1, 2, 3]);
    expect(place([wish(1, 0), wish(2, 500), wish(3, 900)], 2)).toHaveLength(2);
  });
  it("cuts at words", () => {
    expect(shorten("a training programme for teachers of rural schools", 30)).toBe("a training programme for…");
    expect(shorten("  short \n name ")).toBe("short name");
  });
});

describe("sentences", () => {
  it("tells of events", () => {
    expect(sentences(small, 1, details).map(text)).toEqual(["Training, 14 Jul 2024 – 16 Jul 2024, in Butuo County.", "Organised by OUC.", "For “to teach”."]);
    expect(sentences(small, 5, details).map(text)).toEqual(["Training, last year.", "Speakers: Li Song."]);
  });
  it("tells of others", () => {
    expect(sentences(small, 0, details).map(text)).toEqual(["University.", "Also called Open University."]);
    expect(sentences(small, 4, details).map(text)).toEqual(["Person.", "Formerly president of OUC."]);
  });
  it("lists, and says how many more", () => {
    expect(text(list(small, [0, 3, 4]))).toBe("OUC, Butuo County and Li Song");
    expect(text(list(small, new Array<number>(20).fill(0)))).toBe(`${"OUC, ".repeat(6)}OUC and 13 more`);
    expect(whenWords("2024", "2024")).toBe("2024");
  });
  it("groups neighbours by role, the newest events first", () => {
    expect(groups(small, 0)).toEqual([{ heading: "Hosted", nodes: [2] }, { heading: "Organised", nodes: [1] }, { heading: "People", nodes: [4] }]);
  });
});

it("the table sorts, the undated last either way", () => {
  const all = new Uint8Array(6).fill(1);
  expect(sorted(small, all, "when", true).slice(0, 2)).toEqual([2, 1]);
  expect(sorted(small, all, "when", false).slice(0, 2)).toEqual([1, 2]);
  expect(sorted(small, all, "name", false).map((n) => small.core.nodes.label[n])[0]).toBe("A visit");
});

it("searches signs of Chinese one by one", () => {
  expect(terms("国家开放大学 OUC-2024")).toEqual(["国", "家", "开", "放", "大", "学", "OUC", "2024"]);
});
