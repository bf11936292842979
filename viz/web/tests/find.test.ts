import { expect, test } from "vitest";
import { matches, rows } from "../src/find";

const things = rows({
  kinds: { Event: "Event", Person: "Person" },
  things: [
    ["e/fair.html", "Event", "Book fair", "", "2024", 1],
    ["p/li.html", "Person", "Li Song", "Song Li", "", 3],
    ["e/walk.html", "Event", "A walk", "", "", 1],
  ],
});

test("without words everything comes, most reported first, then by name", () => {
  expect(matches(things, null, "").map((t) => t.label)).toEqual(["Li Song", "A walk", "Book fair"]);
});

test("hits keep their order and one class can be chosen", () => {
  expect(matches(things, [2, 1, 0], "").map((t) => t.page)).toEqual(["e/walk.html", "p/li.html", "e/fair.html"]);
  expect(matches(things, [2, 1, 0], "Event").map((t) => t.page)).toEqual(["e/walk.html", "e/fair.html"]);
});
