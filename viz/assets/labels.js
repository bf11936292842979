// Labels are laid on the finished picture in pixels of the window, the weightiest node first; one that would touch
// another is left out until the reader comes closer. So labels never collide and are readable at every zoom.
const FONT = '"Segoe UI", system-ui, -apple-system, Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif';
const measured = new Map();

/** The label in one or two lines of about 22 characters. */
function labelLines(node) {
  if (node.wrapped) return node.wrapped;
  const words = shorten(node.label, node.cls === 'Event' ? 40 : 48).split(' ');
  const rows = [''];
  const half = Math.max(16, Math.ceil(words.join(' ').length / 2));
  for (const word of words) {
    const row = rows[rows.length - 1];
    if (row && row.length + word.length > half && rows.length < 2) rows.push(word);
    else rows[rows.length - 1] = row ? `${row} ${word}` : word;
  }
  node.wrapped = rows;
  return rows;
}

function widthOf(ctx, text) {
  const key = ctx.font + text;
  if (!measured.has(key)) measured.set(key, ctx.measureText(text).width);
  return measured.get(key);
}

/** Boxes in a grid of cells, so that a new one is compared with its neighbours only. */
class Taken {
  constructor() {
    this.cells = new Map();
  }

  * cellsOf(box) {
    for (let i = Math.floor(box.left / 80); i <= Math.floor(box.right / 80); i++) {
      for (let j = Math.floor(box.top / 40); j <= Math.floor(box.bottom / 40); j++) yield i * 4096 + j;
    }
  }

  add(box) {
    for (const cell of this.cellsOf(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(box);
    }
  }

  /** Whether nothing is in the way; with `over`, labels of large nodes may cover nodes smaller than that. */
  free(box, self, over = 0) {
    for (const cell of this.cellsOf(box)) {
      for (const other of this.cells.get(cell) || []) {
        if (other.self !== self && !(other.size < over) && box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top) return false;
      }
    }
    return true;
  }
}

function drawLabels(ctx) {
  const scale = network.getScale();
  const centre = network.getViewPosition();
  const { clientWidth: width, clientHeight: height } = canvasBox;
  const ratio = ctx.canvas.width / width;
  const places = network.getPositions();
  const at = (id) => ({ x: (places[id].x - centre.x) * scale + width / 2, y: (places[id].y - centre.y) * scale + height / 2 });
  const inside = (p) => p.x > -80 && p.y > -60 && p.x < width + 80 && p.y < height + 60;
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  const taken = new Taken();
  const here = [];
  for (const node of byRank) {
    if (!state.visible.has(node.id)) continue;
    const point = at(node.id);
    if (!inside(point)) continue;
    const r = drawnSize(node, scale) * scale * 0.92;
    taken.add({ left: point.x - r, right: point.x + r, top: point.y - r, bottom: point.y + r, self: node.id, size: node.size });
    here.push([node, point]);
  }
  const weight = (node) => (node.id === state.hover ? 3 : node.id === state.selected ? 2 : state.lit && state.lit.has(node.id) ? 1 : 0);
  here.sort((a, b) => weight(b[0]) - weight(a[0]));
  for (const [node, point] of here) {
    const first = weight(node) > 1;
    if (state.lit && !state.lit.has(node.id) && !first) continue;
    if (!first && node.size * scale < 2) continue;
    drawLabel(ctx, node, point, scale, taken, first);
  }
  drawLineLabels(ctx, at, taken);
  ctx.restore();
}

function drawLabel(ctx, node, point, scale, taken, must) {
  const big = node.size > 22;
  const size = big ? 14 : node.size > 15 ? 12.5 : 11.5;
  ctx.font = `${must || big ? 600 : node.cls === 'Event' ? 400 : 500} ${size}px ${FONT}`;
  const rows = labelLines(node);
  const half = Math.max(...rows.map((row) => widthOf(ctx, row))) / 2;
  const tall = rows.length * size * 1.2;
  const r = drawnSize(node, scale) * scale;
  const spots = [
    [point.x, point.y + r + 4 + tall / 2],
    [point.x + r + 6 + half, point.y],
    [point.x - r - 6 - half, point.y],
    [point.x, point.y - r - 4 - tall / 2],
  ];
  const over = node.size > 19 || state.lit ? node.size * 0.85 : 0;
  for (const [x, y, cover] of [...spots.map((spot) => [...spot, 0]), ...(over ? spots.map((spot) => [...spot, over]) : [])]) {
    const box = { left: x - half - 5, right: x + half + 5, top: y - tall / 2 - 1, bottom: y + tall / 2 + 1, self: node.id };
    if (!must && !taken.free(box, node.id, cover)) continue;
    taken.add({ ...box, self: -1 });
    ctx.lineWidth = 3.5;
    ctx.strokeStyle = look.ground;
    ctx.fillStyle = node.cls === 'Event' && !must ? look.soft : look.ink;
    rows.forEach((row, i) => {
      const line = y + (i - (rows.length - 1) / 2) * size * 1.2;
      ctx.strokeText(row, x, line);
      ctx.fillText(row, x, line);
    });
    return;
  }
}

/** What the lines of the node under the pointer, or else of the selected one, say. */
function drawLineLabels(ctx, at, taken) {
  const about = state.hover !== null ? state.hover : state.selected;
  const wanted = lines.filter((line) => line.id === state.line || line.id === state.hoverLine || (about !== null && (line.from === about || line.to === about)));
  ctx.font = `500 11px ${FONT}`;
  for (const line of wanted.slice(0, 80)) {
    if (!state.visible.has(line.from) || !state.visible.has(line.to)) continue;
    const a = at(line.from);
    const b = at(line.to);
    if (Math.hypot(a.x - b.x, a.y - b.y) < 46) continue;
    const words = shorten([...new Set(line.links.map((link) => link[3]))].join(', '), 36);
    const half = widthOf(ctx, words) / 2 + 5;
    for (const part of [0.5, 0.62, 0.38, 0.74]) {
      const x = a.x + (b.x - a.x) * part;
      const y = a.y + (b.y - a.y) * part;
      const box = { left: x - half, right: x + half, top: y - 9, bottom: y + 9, self: -2 };
      if (!taken.free(box, null)) continue;
      taken.add(box);
      ctx.fillStyle = look.ground;
      ctx.beginPath();
      ctx.roundRect(x - half, y - 8, half * 2, 16, 8);
      ctx.fill();
      ctx.fillStyle = look.soft;
      ctx.fillText(words, x, y + 0.5);
      break;
    }
  }
}
