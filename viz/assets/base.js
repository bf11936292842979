// The graph, what is looked at now, and the only ways in which text reaches the page: textContent and canvas text.
const data = JSON.parse(document.getElementById('data').textContent);
const byId = (id) => document.getElementById(id);

const SVG = 'http://www.w3.org/2000/svg';
const classOf = new Map(data.classes.map((look) => [look.id, look]));
const familyOf = new Map(data.families.flatMap((family) => family.types.map((type) => [type, family])));
const otherFamily = data.families[data.families.length - 1];
const paths = new Map(data.classes.map((look) => [look.id, new Path2D(look.path)]));
const icons = new Map(data.families.map((family) => [family.id, new Path2D(family.icon)]));
const family = (type) => familyOf.get(type) || otherFamily;

// nodes: place and size from pyvis' data, words from the details. The number of a node is its place in both lists.
const nodes = data.nodes.map((node, i) => ({ ...data.details[i], id: i, x: node.x, y: node.y, size: node.size, near: [] }));
const lines = data.edges.map((edge, i) => ({ id: i, from: edge.from, to: edge.to, links: data.links[i] }));
for (const line of lines) {
  nodes[line.from].near.push({ other: line.to, line });
  nodes[line.to].near.push({ other: line.from, line });
}
const byRank = [...nodes].sort((a, b) => b.near.length - a.near.length || (b.items || 0) - (a.items || 0) || a.id - b.id);

const state = {
  selected: null, // number of a node
  line: null, // number of a line
  hover: null,
  hoverLine: null,
  lit: null, // the selected node and its neighbours, or null: everything
  visible: new Set(nodes.map((node) => node.id)),
  classesOff: new Set(), // and "unlinked": nodes without a line
  typesOff: new Set(),
  from: 0,
  to: 0,
  undated: false,
};

/** An element with attributes and children; strings become text, never markup. */
function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
  return made;
}

/** The sign of a class, for an event with the icon of its family. */
function sign(cls, type) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'shape');
  svg.setAttribute('aria-hidden', 'true');
  const shape = document.createElementNS(SVG, 'path');
  shape.setAttribute('d', classOf.get(cls).path);
  shape.setAttribute('fill', colour(cls));
  shape.dataset.cls = cls;
  svg.append(shape);
  if (type) {
    const icon = document.createElementNS(SVG, 'path');
    icon.setAttribute('d', family(type).icon);
    icon.setAttribute('class', 'icon');
    icon.setAttribute('transform', 'translate(4.9 4.9) scale(.59)');
    svg.append(icon);
  }
  return svg;
}

const dark = () => document.documentElement.dataset.theme === 'dark';
const colour = (cls) => classOf.get(cls)[dark() ? 'dark' : 'light'];
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const isWeb = (url) => /^https?:\/\//i.test(url || '');

function shorten(text, most) {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  const space = cut.lastIndexOf(' ');
  return (space > most * 0.6 ? cut.slice(0, space) : cut).replace(/[\s,;:–—-]+$/, '') + '…';
}

const say = (words) => {
  byId('said').textContent = words;
};
