// What is known of a thing, in sentences whose names lead on. Pieces of text; no HTML.
import { inWords, readDate } from "../results/dates";
import { around, type Details, type Facts, type Graph } from "./model";

/** A run of text; with `node` a name that leads to it. */
export interface Piece {
  text: string;
  node?: number;
}
export type Sentence = Piece[];

const ROLES: [kind: string, words: string][] = [
  ["organiser", "Organised by"],
  ["host", "Hosted by"],
  ["supporter", "Supported by"],
  ["donor", "Given by"],
  ["recipient", "Given to"],
  ["leader", "Led by"],
  ["speaker", "Speakers:"],
  ["participant", "With"],
  ["involves", "Also concerned:"],
  ["programme", "Part of the programme"],
  ["subEventOf", "Part of"],
];
const MOST = 8; // names in a sentence

/** "FieldTrip" → "Field trip". */
export function typeWords(name: string): string {
  const spaced = name.replace(/([a-z])([A-Z])/g, "$1 $2");
  return spaced.slice(0, 1).toUpperCase() + spaced.slice(1).toLowerCase();
}

/** "14 Jul 2024 – 16 Jul 2024", one date where there is but one, "" without any. */
export function whenWords(start: string, end: string): string {
  const words = [start, end].map((date) => {
    const span = readDate(date);
    return span ? inWords(span) : date;
  });
  return words[1] && words[1] !== words[0] ? `${words[0]} – ${words[1]}` : (words[0] ?? "");
}

/** "A, B and C"; of many the first, and how many more. */
export function list(graph: Graph, nodes: readonly number[]): Piece[] {
  const shown = nodes.length > MOST ? nodes.slice(0, MOST - 1) : nodes;
  const pieces: Piece[] = [];
  shown.forEach((node, i) => {
    const last = i === shown.length - 1 && shown.length === nodes.length;
    if (i) pieces.push({ text: last ? " and " : ", " });
    pieces.push({ text: graph.core.nodes.label[node] ?? "", node });
  });
  if (shown.length < nodes.length) pieces.push({ text: ` and ${(nodes.length - shown.length).toLocaleString("en")} more` });
  return pieces;
}

function targets(graph: Graph, node: number): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const { edge, other, out } of around(graph, node)) {
    if (!out) continue;
    const kind = graph.core.kinds[graph.kind[edge]!] ?? "";
    const there = found.get(kind);
    if (!there) found.set(kind, [other]);
    else if (!there.includes(other)) there.push(other);
  }
  for (const nodes of found.values()) nodes.sort((a, b) => a - b);
  return found;
}

function ofEvent(graph: Graph, node: number, facts: Facts): Sentence[] {
  const { core } = graph;
  const said = targets(graph, node);
  const type = core.types[graph.type[node]!]?.id;
  const when = whenWords(core.nodes.start[node] ?? "", facts.end ?? "") || facts.time || "";
  const first: Sentence = [{ text: [type ? typeWords(type) : "Event", when].filter(Boolean).join(", ") }];
  const places = said.get("location");
  if (places) first.push({ text: ", in " }, ...list(graph, places));
  const sentences = [[...first, { text: "." }]];
  for (const [kind, words] of ROLES) {
    const nodes = said.get(kind);
    if (nodes) sentences.push([{ text: `${words} ` }, ...list(graph, nodes), { text: "." }]);
  }
  for (const [words, text] of [["About", facts.theme], ["For", facts.purpose], ["Celebrating", facts.celebrates]] as const) {
    if (text) sentences.push([{ text: `${words} “${text}”.` }]);
  }
  if (facts.status) sentences.push([{ text: `This event was ${facts.status}.` }]);
  return sentences;
}

function ofOther(graph: Graph, node: number, facts: Facts, details: Details): Sentence[] {
  const { core } = graph;
  const sentences: Sentence[] = [];
  const said = targets(graph, node);
  const name = core.classes[graph.cls[node]!]?.name ?? "";
  const what = facts.kind ? facts.kind.slice(0, 1).toUpperCase() + facts.kind.slice(1) : name;
  const first: Sentence = [{ text: what }];
  for (const [kind, words] of [["within", "in"], ["locatedIn", "in"], ["partOf", "part of"]] as const) {
    const nodes = said.get(kind);
    if (nodes) first.push({ text: `, ${words} ` }, ...list(graph, nodes));
  }
  sentences.push([...first, { text: "." }]);
  for (const { edge, other, out } of around(graph, node)) {
    const post = details.posts[edge];
    if (!post || !out) continue;
    const title = post[0] || "member";
    sentences.push([{ text: `${post[1] ? "Formerly " : ""}${title} of ` }, { text: core.nodes.label[other] ?? "", node: other }, { text: "." }]);
  }
  for (const [title, organisation, former] of facts.posts ?? []) {
    if (!organisation) sentences.push([{ text: `${former ? "Formerly " : ""}${title}.` }]);
  }
  return sentences;
}

/** What is known of a node, a sentence a fact. */
export function sentences(graph: Graph, node: number, details: Details): Sentence[] {
  const facts = details.of[node] ?? {};
  const event = graph.core.classes[graph.cls[node]!]?.id === "Event";
  const told = event ? ofEvent(graph, node, facts) : ofOther(graph, node, facts, details);
  if (facts.names?.length) told.push([{ text: `Also called ${facts.names.slice(0, 6).join(", ")}.` }]);
  return told;
}

export interface Group {
  heading: string;
  nodes: number[];
}

const OUT: Record<string, string> = {
  organiser: "Organisers", host: "Hosts", supporter: "Supporters", leader: "Leaders", speaker: "Speakers",
  participant: "Participants", donor: "Donors", recipient: "Recipients", involves: "Also concerned", location: "Places",
  programme: "Programmes", subEventOf: "Part of", partOf: "Part of", within: "In", locatedIn: "In", post: "Posts at",
  possiblySameAs: "Perhaps the same",
};
const IN: Record<string, string> = {
  organiser: "Organised", host: "Hosted", supporter: "Supported", leader: "Led", speaker: "Spoke at",
  participant: "Took part in", donor: "Gave", recipient: "Received", involves: "Also concerned by", location: "Happened here",
  programme: "Events", subEventOf: "Events within", partOf: "Parts", within: "Places here", locatedIn: "Organisations here",
  post: "People", possiblySameAs: "Perhaps the same",
};

/** A node's neighbours by what they are to it: events the newest first, others the most important first. */
export function groups(graph: Graph, node: number): Group[] {
  const found = new Map<string, Set<number>>();
  for (const { edge, other, out } of around(graph, node)) {
    const kind = graph.core.kinds[graph.kind[edge]!] ?? "";
    const heading = (out ? OUT : IN)[kind] ?? kind;
    const there = found.get(heading);
    if (there) there.add(other);
    else found.set(heading, new Set([other]));
  }
  const start = graph.core.nodes.start;
  return [...found]
    .map(([heading, nodes]) => ({ heading, nodes: [...nodes].sort((a, b) => (start[b] ?? "").localeCompare(start[a] ?? "") || a - b) }))
    .sort((a, b) => b.nodes.length - a.nodes.length || a.heading.localeCompare(b.heading));
}
