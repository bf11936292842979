// vis-network (as pyvis ships it) keeps places, view, dragging and hit tests; lines, nodes and labels are drawn here.
const canvasBox = byId('canvas');
const look = {};

function readLook() {
  for (const name of ['ground', 'ink', 'soft', 'line', 'accent', 'card']) look[name] = css(`--${name}`);
  look.edge = dark() ? 'rgba(190,200,212,.30)' : 'rgba(52,60,72,.24)';
  look.edgeFaint = dark() ? 'rgba(190,200,212,.07)' : 'rgba(52,60,72,.06)';
  look.edgeLit = dark() ? 'rgba(214,222,232,.72)' : 'rgba(40,48,60,.58)';
}

const notHeld = (node) => Boolean(node.status) || node.background;

/** Seen from afar a node is drawn larger than it is, or the reader would see dots. */
const drawnSize = (node, scale) => Math.min(Math.max(node.size, 4.4 / scale), node.size * 2.2);

function drawNode(node, ctx, x, y) {
  const scale = network.getScale();
  const faded = state.lit && !state.lit.has(node.id);
  const size = drawnSize(node, scale);
  const s = (size * 2) / 22;
  ctx.save();
  ctx.globalAlpha = faded ? 0.15 : 1;
  if (node.id === state.selected || node.id === state.hover) {
    ctx.beginPath();
    ctx.arc(x, y, size + 4 / scale + 3, 0, 2 * Math.PI);
    ctx.fillStyle = colour(node.cls) + (node.id === state.selected ? '40' : '24');
    ctx.fill();
    if (node.id === state.selected) {
      ctx.lineWidth = 2 / scale;
      ctx.strokeStyle = colour(node.cls);
      ctx.stroke();
    }
  }
  ctx.translate(x, y);
  ctx.scale(s, s);
  ctx.translate(-12, -12);
  const path = paths.get(node.cls);
  const hollow = node.cls === 'Event' && notHeld(node);
  ctx.lineJoin = 'round';
  ctx.lineWidth = 3 / s / Math.max(scale, 0.5);
  ctx.strokeStyle = look.ground;
  ctx.stroke(path);
  ctx.fillStyle = hollow ? look.ground : colour(node.cls);
  ctx.fill(path, 'evenodd');
  if (hollow) {
    ctx.lineWidth = 2.2;
    ctx.strokeStyle = colour(node.cls);
    ctx.stroke(path);
  }
  if (node.cls === 'Event' && size * scale > 5.5) {
    ctx.translate(4.9, 4.9);
    ctx.scale(0.59, 0.59);
    ctx.fillStyle = hollow ? colour(node.cls) : dark() ? '#15181c' : '#fff';
    ctx.fill(icons.get(family(node.type).id));
  }
  ctx.restore();
}

const STRUCTURE = new Set(['partOf', 'within', 'locatedIn', 'subEventOf', 'possiblySameAs']);
for (const line of lines) line.dashed = line.links.every((link) => STRUCTURE.has(link[2]));

/** All lines, a path for each style: one stroke for hundreds of lines. */
function drawLines(ctx) {
  const places = network.getPositions();
  const scale = network.getScale();
  const about = state.hover !== null ? state.hover : state.selected;
  const styles = { plain: [], dashed: [], faint: [], lit: [] };
  for (const line of lines) {
    if (!state.visible.has(line.from) || !state.visible.has(line.to)) continue;
    const lit = line.from === about || line.to === about || line.id === state.line || line.id === state.hoverLine;
    const faint = state.lit && !(state.lit.has(line.from) && state.lit.has(line.to));
    styles[lit ? 'lit' : faint ? 'faint' : line.dashed ? 'dashed' : 'plain'].push(line);
  }
  ctx.save();
  ctx.lineCap = 'round';
  const width = Math.min(1.4, 1.1 / Math.max(scale, 0.4));
  const strokes = [['faint', look.edgeFaint, width, []], ['plain', look.edge, width, []], ['dashed', look.edge, width, [5, 5]], ['lit', look.edgeLit, width * 1.5, []]];
  for (const [style, stroke, lineWidth, dash] of strokes) {
    if (!styles[style].length) continue;
    ctx.beginPath();
    for (const line of styles[style]) {
      const a = places[line.from];
      const b = places[line.to];
      ctx.moveTo(a.x, a.y);
      ctx.lineTo(b.x, b.y);
    }
    ctx.strokeStyle = stroke;
    ctx.lineWidth = lineWidth;
    ctx.setLineDash(dash);
    ctx.stroke();
  }
  ctx.restore();
}

readTheme();
readLook();
const visNodes = new vis.DataSet(
  nodes.map((node) => ({
    id: node.id,
    x: node.x,
    y: node.y,
    size: node.size,
    shape: 'custom',
    ctxRenderer: ({ ctx, x, y }) => ({
      drawNode: () => drawNode(node, ctx, x, y),
      nodeDimensions: { width: node.size * 2, height: node.size * 2 },
    }),
  })),
);
const shownNodes = new vis.DataView(visNodes, { filter: (node) => state.visible.has(node.id) });
const network = new vis.Network(canvasBox, { nodes: shownNodes, edges: new vis.DataSet(lines.map(({ id, from, to }) => ({ id, from, to }))) }, data.options);
network.on('beforeDrawing', drawLines);
network.on('afterDrawing', drawLabels);

function readTheme() {
  let kept = null;
  try {
    kept = localStorage.getItem('newsgraph-theme');
  } catch {
    kept = null; // a sandboxed frame has no storage
  }
  const wish = kept || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  document.documentElement.dataset.theme = wish;
}

/** The part of the canvas that no card covers, in pixels of the window. */
function free() {
  const whole = canvasBox.getBoundingClientRect();
  // labels stick out: sideways and below more than above
  const box = { left: 40, top: 30, right: whole.width - 100, bottom: whole.height - (byId('folded') ? 84 : 48) };
  const narrow = whole.width <= 800;
  const filters = byId('filters').getBoundingClientRect();
  if (whole.width > 960) box.left = filters.right - whole.left + 70;
  if (!panel.hidden) {
    const at = panel.getBoundingClientRect();
    if (narrow) box.bottom = at.top - whole.top - 24;
    else box.right = at.left - whole.left - 60;
  } else if (narrow) box.right = whole.width - 40;
  return { ...box, whole };
}

/** Show these nodes as large as the free part allows. */
function fitTo(ids, { most = 1.25, animate = true } = {}) {
  const places = network.getPositions(ids);
  const points = ids.map((id) => ({ ...places[id], r: nodes[id].size + 16 })).filter((p) => p.x !== undefined);
  if (!points.length) return;
  const left = Math.min(...points.map((p) => p.x - p.r));
  const right = Math.max(...points.map((p) => p.x + p.r));
  const top = Math.min(...points.map((p) => p.y - p.r));
  const bottom = Math.max(...points.map((p) => p.y + p.r));
  const room = free();
  const scale = Math.min((room.right - room.left) / (right - left), (room.bottom - room.top) / (bottom - top), most);
  moveTo((left + right) / 2, (top + bottom) / 2, Math.max(scale, 0.05), room, animate);
}

function moveTo(x, y, scale, room, animate) {
  const offset = { x: (room.left + room.right - room.whole.width) / 2, y: (room.top + room.bottom - room.whole.height) / 2 };
  const still = !animate || matchMedia('(prefers-reduced-motion: reduce)').matches;
  network.moveTo({ position: { x, y }, scale, offset, animation: still ? false : { duration: 320, easingFunction: 'easeInOutQuad' } });
}

const fitAll = (options) => fitTo([...state.visible], options);

function zoomBy(factor) {
  const scale = Math.min(Math.max(network.getScale() * factor, 0.05), 6);
  network.moveTo({ scale, animation: { duration: 140, easingFunction: 'easeOutQuad' } });
}
