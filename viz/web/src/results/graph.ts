// Nodes and links: the answer to CONSTRUCT, or rows that hold two nodes or more.
import { h } from "../dom";
import { hrefOf, shortIri } from "../links";
import { arrange, networkOf, radius, type Network, type NetLink, type NetNode } from "./network";
import { nameOf } from "./readable";
import { Stage, type Frame, type Hit, type Scene } from "./stage";
import { fitted, textWidth, twoLines, type Palette, type Surface } from "./surface";
import type { Context, View } from "./view";

const LINK_NAMES_MOST = 60;
const KIND_NAMES: Record<string, string> = {
  Event: "Event",
  Organisation: "Organisation",
  Person: "Person",
  Location: "Place",
  Programme: "Programme",
  NewsItem: "News item",
  Post: "Post",
  Term: "Term",
  Other: "Other",
};

class GraphScene implements Scene {
  readonly label: string;
  readonly height = innerWidth < 640 ? 460 : 560;
  readonly zoom = [0.3, 12] as const;
  readonly vertical = true;
  private readonly near = new Map<NetNode, Set<NetNode>>();

  constructor(
    private readonly network: Network,
    private readonly context: Context,
  ) {
    this.label = `Graph: ${context.title}, ${network.nodes.length} nodes and ${network.links.length} links. The table tells the same in text.`;
    for (const { source, target } of network.links) {
      this.neighbours(source).add(target);
      this.neighbours(target).add(source);
    }
  }

  private neighbours(node: NetNode): Set<NetNode> {
    let set = this.near.get(node);
    if (!set) this.near.set(node, (set = new Set()));
    return set;
  }

  home(width: number, height: number): { k: number; x: number; y: number } {
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const { x = 0, y = 0 } of this.network.nodes) {
      [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
    }
    const k = Math.min((width - Math.min(190, width * 0.25)) / Math.max(right - left, 60), (height - 90) / Math.max(bottom - top, 60), 1.6);
    return { k, x: width / 2 - ((left + right) / 2) * k, y: height / 2 - ((top + bottom) / 2) * k };
  }

  draw(surface: Surface, frame: Frame, colours: Palette, chosen: Hit | null): void {
    const at = (node: NetNode): { x: number; y: number } => ({ x: (node.x ?? 0) * frame.k + frame.x, y: (node.y ?? 0) * frame.k + frame.y });
    const centre = chosen ? (this.network.nodes.find((n) => n.id === chosen.id) ?? null) : null;
    const bright = (node: NetNode): boolean => !centre || node === centre || this.neighbours(centre).has(node);
    for (const link of this.network.links) {
      const lit = !centre || link.source === centre || link.target === centre;
      this.drawLink(surface, at(link.source), at(link.target), link, colours, lit, lit && (centre !== null || this.network.links.length <= LINK_NAMES_MOST));
    }
    const scale = Math.min(Math.max(frame.k, 0.5), 1.3);
    for (const node of this.network.nodes) {
      const { x, y } = at(node);
      const fill = colours.kinds[node.kind] ?? colours.soft;
      surface.circle(x, y, radius(node) * scale, { fill, stroke: node === centre ? colours.ink : colours.card, width: node === centre ? 3 : 1.5, opacity: bright(node) ? 1 : 0.18 });
    }
    const taken: { left: number; right: number; top: number; bottom: number }[] = [];
    const order = [...this.network.nodes].sort((a, b) => Number(b === centre) - Number(a === centre) || b.degree - a.degree);
    for (const node of order) {
      const { x, y } = at(node);
      if (x < -40 || x > frame.width + 40 || y < -20 || y > frame.height + 20 || !bright(node)) continue;
      const lines = node === centre ? [fitted(node.name, 320, 12, 600)] : twoLines(node.name, 132, 12, 500);
      const w = Math.max(...lines.map((line) => textWidth(line, 12, 500)));
      const top = y + radius(node) * scale + 3;
      const box = { left: x - w / 2 - 3, right: x + w / 2 + 3, top, bottom: top + lines.length * 14 };
      const meets = (b: typeof box): boolean => b.left < box.right && box.left < b.right && b.top < box.bottom && box.top < b.bottom;
      if (taken.some(meets)) continue;
      taken.push(box);
      lines.forEach((line, i) => surface.text(x, top + 11 + i * 14, line, { fill: colours.ink, size: 12, weight: node === centre ? 600 : 500, anchor: "middle", halo: colours.card }));
    }
  }

  private drawLink(surface: Surface, a: { x: number; y: number }, b: { x: number; y: number }, link: NetLink, colours: Palette, lit: boolean, named: boolean): void {
    const stroke = lit ? colours.soft : colours.line;
    const opacity = lit ? 0.55 : 0.25;
    const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
    const end = radius(link.target) + 2;
    surface.line(a.x, a.y, b.x - ux * end, b.y - uy * end, { stroke, opacity, width: 1.1 });
    if (length > 26) {
      const [x, y] = [b.x - ux * end, b.y - uy * end];
      const [s, t] = [6, 3.2];
      surface.path(`M${x} ${y}L${x - ux * s - uy * t} ${y - uy * s + ux * t}L${x - ux * s + uy * t} ${y - uy * s - ux * t}Z`, { fill: stroke, opacity });
    }
    if (named && length > 60) {
      const text = link.names.join(", ");
      if (textWidth(text, 11) < length - 40) surface.text((a.x + b.x) / 2, (a.y + b.y) / 2 + 3, text, { fill: colours.soft, size: 11, anchor: "middle", halo: colours.card });
    }
  }

  private nodeAt(x: number, y: number, frame: Frame): NetNode | null {
    let best: NetNode | null = null;
    let least = Infinity;
    for (const node of this.network.nodes) {
      const away = Math.hypot((node.x ?? 0) * frame.k + frame.x - x, (node.y ?? 0) * frame.k + frame.y - y) - radius(node);
      if (away < 8 && away < least) [best, least] = [node, away];
    }
    return best;
  }

  private hitOf(node: NetNode, frame: Frame): Hit {
    const [x, y] = [(node.x ?? 0) * frame.k + frame.x, (node.y ?? 0) * frame.k + frame.y];
    return { x, y, id: node.id, title: `${node.name} · ${KIND_NAMES[node.kind]}`, details: () => this.details(node) };
  }

  private href(node: NetNode): string | null {
    const { links, names } = this.context;
    return node.iri ? hrefOf(node.iri, links, names.kinds.has(node.iri)) : null;
  }

  private details(node: NetNode): Node {
    const href = this.href(node);
    const linked = this.network.links.filter((l) => l.source === node || l.target === node);
    const list = h("dl", { class: "card-rows" });
    for (const { name, value } of node.facts.slice(0, 12)) list.append(h("dt", {}, name), h("dd", {}, value));
    for (const link of linked.slice(0, 40)) {
      const other = link.source === node ? link.target : link.source;
      const to = this.href(other);
      const name = link.names.join(", ");
      list.append(h("dt", {}, link.source === node ? name : `${name} of`), h("dd", {}, to ? h("a", { href: to }, other.name) : other.name));
    }
    const more = linked.length > 40 ? h("p", { class: "small soft" }, `and ${linked.length - 40} more links`) : null;
    const kind = h("p", { class: `kind kind-${node.kind}` }, KIND_NAMES[node.kind] ?? "");
    return h("div", { class: "stack-small" }, kind, h("h3", {}, href ? h("a", { href }, node.name) : node.name), list, more);
  }

  hit(x: number, y: number, frame: Frame): Hit | null {
    const node = this.nodeAt(x, y, frame);
    return node && this.hitOf(node, frame);
  }

  steps(frame: Frame): Hit[] {
    return [...this.network.nodes].sort((a, b) => b.degree - a.degree).map((node) => this.hitOf(node, frame));
  }

  grab(x: number, y: number, frame: Frame): ((x: number, y: number, frame: Frame) => void) | null {
    const node = this.nodeAt(x, y, frame);
    if (!node) return null;
    return (px, py, f) => {
      node.x = (px - f.x) / f.k;
      node.y = (py - f.y) / f.k;
    };
  }
}

function legend(network: Network): HTMLElement {
  const kinds = [...new Set(network.nodes.map((n) => n.kind))].sort();
  const entries = kinds.map((kind) => h("li", { class: `legend-entry kind-${kind}` }, h("span", { class: "dot", "aria-hidden": "true" }), KIND_NAMES[kind] ?? kind));
  return h("ul", { class: "legend", "aria-label": "Colours" }, ...entries);
}

/** The answer as a graph, laid out by forces. */
export async function graphView(context: Context): Promise<View> {
  const network = networkOf(context.answer, context.shape, context.links);
  if (!network.nodes.length) return { element: h("p", { class: "notice" }, "No two nodes are linked in this answer."), exports: [] };
  const { names, links } = context;
  await names.want(network.nodes.flatMap((n) => (n.iri && (!n.name || n.kind === "Other") && names.askable(n.iri) ? [n.iri] : [])));
  for (const node of network.nodes) {
    if (node.iri) node.kind = names.kind(node.iri);
    node.name ||= node.iri ? nameOf({ type: "uri", value: node.iri }, links, names.known) : shortIri(node.id, links);
  }
  await arrange(network, innerWidth < 640);
  const stage = new Stage(new GraphScene(network, context), context.title);
  const cut = network.all - network.nodes.length;
  const note = cut > 0 ? h("p", { class: "small soft" }, `${network.nodes.length.toLocaleString("en")} of ${network.all.toLocaleString("en")} nodes are drawn: those with most links. The table has all.`) : null;
  return { element: h("div", { class: "stack-small" }, stage.element, h("div", { class: "row" }, legend(network)), note), exports: stage.exports(), destroy: () => stage.destroy() };
}
