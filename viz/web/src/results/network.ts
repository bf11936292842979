// Which nodes and links a result draws, and where they stand.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationLinkDatum, type SimulationNodeDatum } from "d3-force";
import { kindOf, localName, shortIri, type Kind, type Links } from "../links";
import { isNode, RDF_TYPE, type Answer, type Cell, type Triple } from "./model";
import { clean, heading } from "./readable";
import type { Shape } from "./shape";

export interface NetNode extends SimulationNodeDatum {
  id: string;
  name: string;
  kind: Kind;
  degree: number;
  /** what the answer says of it beside its links */
  facts: { name: string; value: string }[];
  iri: string | null;
}
export interface NetLink extends SimulationLinkDatum<NetNode> {
  source: NetNode;
  target: NetNode;
  names: string[];
}
export interface Network {
  nodes: NetNode[];
  links: NetLink[];
  /** how many nodes the answer has; more than `nodes` where not all are drawn */
  all: number;
}

export const MOST_NODES = 700;
const NAMES = ["http://www.w3.org/2004/02/skos/core#prefLabel", "http://www.w3.org/2000/01/rdf-schema#label", "https://schema.org/name"];

class Builder {
  readonly nodes = new Map<string, NetNode>();
  readonly links = new Map<string, NetLink>();

  constructor(private readonly base: Links) {}

  node(cell: Exclude<Cell, null>): NetNode {
    const id = cell.type === "bnode" ? `_:${cell.value}` : cell.value;
    let node = this.nodes.get(id);
    if (!node) {
      const iri = cell.type === "uri" ? cell.value : null;
      node = { id, name: "", kind: iri ? kindOf(iri, this.base) : "Other", degree: 0, facts: [], iri };
      this.nodes.set(id, node);
    }
    return node;
  }

  link(source: NetNode, target: NetNode, name: string): void {
    if (source === target) return;
    const key = `${source.id}\n${target.id}`;
    const link = this.links.get(key);
    if (link) {
      if (!link.names.includes(name)) link.names.push(name);
      return;
    }
    this.links.set(key, { source, target, names: [name] });
    source.degree++;
    target.degree++;
  }
}

function ofTriples(build: Builder, triples: readonly Triple[], links: Links): void {
  const ranks = new Map<string, number>();
  for (const { subject, predicate, object } of triples) {
    const node = build.node(subject);
    const rank = NAMES.indexOf(predicate);
    const name = predicate === RDF_TYPE ? "a" : localName(predicate);
    if (object.type === "literal") {
      const best = ranks.get(node.id) ?? NAMES.length;
      if (rank >= 0 && rank < best) {
        ranks.set(node.id, rank);
        node.name = clean(object.value);
      } else if (rank < 0) node.facts.push({ name, value: clean(object.value) });
    } else if (predicate === RDF_TYPE || (object.type === "uri" && kindOf(object.value, links) === "Term")) {
      node.facts.push({ name, value: shortIri(object.value, links) });
    } else build.link(node, build.node(object), name);
  }
}

function ofRows(build: Builder, rows: readonly Cell[][], shape: Shape, links: Links): void {
  const isTerm = (at: number): boolean => {
    const cell = rows.find((row) => isNode(row[at] ?? null))?.[at];
    return cell?.type === "uri" && kindOf(cell.value, links) === "Term";
  };
  const things = shape.nodes.filter((at) => !isTerm(at));
  const [first, ...others] = things.length > 1 ? things : shape.nodes;
  if (first === undefined) return;
  const columns = new Map(shape.columns.map((c) => [c.at, c]));
  const named = (row: readonly Cell[], at: number): NetNode | null => {
    const cell = row[at] ?? null;
    if (!isNode(cell)) return null;
    const node = build.node(cell);
    const label = columns.get(at)?.label ?? -1;
    if (!node.name && label >= 0 && row[label]) node.name = clean(row[label]?.value ?? "");
    return node;
  };
  for (const row of rows) {
    const from = named(row, first);
    for (const at of others) {
      const to = named(row, at);
      if (from && to) build.link(from, to, heading(columns.get(at)?.name ?? ""));
    }
  }
}

/** The network of an answer: at most `most` nodes, those with most links. */
export function networkOf(answer: Answer, shape: Shape, links: Links, most = MOST_NODES): Network {
  const build = new Builder(links);
  if (answer.kind === "triples") ofTriples(build, answer.triples, links);
  else if (answer.kind === "rows") ofRows(build, answer.table.rows, shape, links);
  const all = [...build.nodes.values()];
  const kept = all.length > most ? new Set([...all].sort((a, b) => b.degree - a.degree).slice(0, most)) : new Set(all);
  return {
    nodes: all.filter((node) => kept.has(node)),
    links: [...build.links.values()].filter((link) => kept.has(link.source) && kept.has(link.target)),
    all: all.length,
  };
}

/** Give every node a place. In slices, so that the page goes on answering. tall: for a picture higher than wide. */
export async function arrange(network: Network, tall = false): Promise<void> {
  const { nodes, links } = network;
  const far = nodes.length > 300 ? 46 : 84;
  const simulation = forceSimulation<NetNode>(nodes)
    .force("link", forceLink<NetNode, NetLink>(links).distance(far).strength((l) => 1 / Math.max(1, Math.min(l.source.degree, l.target.degree))))
    .force("charge", forceManyBody<NetNode>().strength(nodes.length > 300 ? -90 : -260).distanceMax(900))
    .force("collide", forceCollide<NetNode>((node) => radius(node) + 6))
    .force("x", forceX<NetNode>(0).strength(tall ? 0.12 : 0.03))
    .force("y", forceY<NetNode>(0).strength(tall ? 0.05 : 0.1))
    .stop();
  const rounds = nodes.length > 300 ? 160 : 280;
  simulation.alphaDecay(1 - 0.001 ** (1 / rounds));
  let begun = performance.now();
  for (let round = 0; round < rounds; round++) {
    simulation.tick();
    if (performance.now() - begun > 20) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      begun = performance.now();
    }
  }
}

/** A node's radius in pixels: larger with more links. */
export function radius(node: NetNode): number {
  return 5 + Math.min(Math.sqrt(node.degree) * 1.8, 13);
}
