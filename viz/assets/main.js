// What happens when: pointer, keys, buttons.

/** Select a node: light up its neighbourhood and open the panel. */
function select(id, { move = false, focusPanel = false } = {}) {
  const node = nodes[id];
  Object.assign(state, { selected: id, line: null, lit: new Set([id, ...node.near.map(({ other }) => other)]) });
  document.body.classList.remove('filters-open');
  showNode(node);
  if (focusPanel) panel.focus();
  if (move) {
    const place = network.getPosition(id);
    moveTo(place.x, place.y, Math.max(network.getScale(), 0.9), free(), true);
  } else intoView(id);
  say(`${node.label}. ${kindWords(node)}. ${count(node.near.length, 'neighbour')}.`);
  network.redraw();
}

/** The panel must not open over the node that was clicked. */
function intoView(id) {
  const place = network.canvasToDOM(network.getPosition(id));
  const room = free();
  if (place.x < room.left || place.x > room.right || place.y < room.top || place.y > room.bottom) {
    const { x, y } = network.getPosition(id);
    moveTo(x, y, network.getScale(), room, true);
  }
}

function selectLine(id) {
  const line = lines[id];
  Object.assign(state, { selected: null, line: id, lit: new Set([line.from, line.to]) });
  showLine(line);
  network.redraw();
}

function letGo() {
  Object.assign(state, { selected: null, line: null, lit: null });
  closePanel();
  network.redraw();
}

function hover(event) {
  const at = event.pointer.DOM;
  const node = network.getNodeAt(at);
  const line = node === undefined ? network.getEdgeAt(at) : undefined;
  const found = [node === undefined ? null : node, line === undefined ? null : line];
  if (found[0] !== state.hover || found[1] !== state.hoverLine) {
    [state.hover, state.hoverLine] = found;
    canvasBox.style.cursor = node !== undefined || line !== undefined ? 'pointer' : '';
    network.redraw();
  }
  const tip = byId('tip');
  tip.hidden = node === undefined;
  if (node === undefined) return;
  tip.replaceChildren(el('b', {}, nodes[node].label), el('span', {}, kindWords(nodes[node])));
  const { clientWidth: width, clientHeight: height } = canvasBox;
  const left = at.x + 18 + tip.offsetWidth > width ? at.x - 18 - tip.offsetWidth : at.x + 18;
  const top = Math.min(at.y + 14, height - tip.offsetHeight - 8);
  tip.style.transform = `translate(${Math.max(8, left)}px, ${top}px)`;
}

const leave = () => {
  [state.hover, state.hoverLine] = [null, null];
  byId('tip').hidden = true;
  network.redraw();
};

network.on('click', ({ pointer }) => {
  const node = network.getNodeAt(pointer.DOM);
  const line = node === undefined ? network.getEdgeAt(pointer.DOM) : undefined;
  if (node !== undefined) select(node);
  else if (line !== undefined) selectLine(line);
  else letGo();
});
network.on('doubleClick', ({ pointer }) => {
  const node = network.getNodeAt(pointer.DOM);
  if (node !== undefined) fitTo([node, ...nodes[node].near.map(({ other }) => other)].filter((id) => state.visible.has(id)));
});
network.on('dragEnd', () => network.storePositions && keepPlaces());
canvasBox.addEventListener('pointermove', (event) => {
  if (event.buttons) return;
  const box = canvasBox.getBoundingClientRect();
  hover({ pointer: { DOM: { x: event.clientX - box.left, y: event.clientY - box.top } } });
});
canvasBox.addEventListener('pointerleave', leave);
canvasBox.addEventListener('pointerdown', leave);

/** A node that was moved comes back to where it was put when a filter had hidden it. */
function keepPlaces() {
  const places = network.getPositions();
  visNodes.update(Object.entries(places).map(([id, { x, y }]) => ({ id: Number(id), x, y })));
}

function goOn(step) {
  const order = byRank.filter((node) => state.visible.has(node.id));
  if (!order.length) return;
  const at = order.findIndex((node) => node.id === state.selected);
  select(order[(at + step + order.length) % order.length].id, { move: true });
}

canvasBox.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const move = { ArrowLeft: [-80, 0], ArrowRight: [80, 0], ArrowUp: [0, -80], ArrowDown: [0, 80] }[event.key];
  if (move) {
    const { x, y } = network.getViewPosition();
    const scale = network.getScale();
    network.moveTo({ position: { x: x + move[0] / scale, y: y + move[1] / scale } });
  } else if (event.key === '+' || event.key === '=') zoomBy(1.3);
  else if (event.key === '-') zoomBy(1 / 1.3);
  else if (event.key === '0') fitAll();
  else if (event.key.toLowerCase() === 'n') goOn(1);
  else if (event.key.toLowerCase() === 'p') goOn(-1);
  else if (event.key === 'Enter' && state.selected !== null) panel.focus();
  else return;
  event.preventDefault();
});

document.addEventListener('keydown', (event) => {
  if (event.key === '/' && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) {
    event.preventDefault();
    byId('search').focus();
  } else if (event.key === 'Escape') {
    if (!byId('keys').hidden) toggleKeys(false);
    else if (document.body.classList.contains('filters-open')) openFilters(false);
    else {
      const inPanel = panel.contains(document.activeElement);
      letGo();
      if (inPanel) canvasBox.focus();
    }
  }
});

function toggleKeys(open) {
  byId('keys').hidden = !open;
  byId('open-keys').setAttribute('aria-expanded', String(open));
}

function openFilters(open) {
  document.body.classList.toggle('filters-open', open);
  byId('open-filters').setAttribute('aria-expanded', String(open));
  if (open) drawBars();
}

function setTheme(wish, keep) {
  document.documentElement.dataset.theme = wish;
  if (keep) {
    try {
      localStorage.setItem('newsgraph-theme', wish);
    } catch {
      // a sandboxed frame has no storage: the choice holds until the page is closed
    }
  }
  readLook();
  for (const shape of document.querySelectorAll('.shape [data-cls]')) shape.setAttribute('fill', colour(shape.dataset.cls));
  byId('theme-name').textContent = `Change to ${wish === 'dark' ? 'light' : 'dark'}`;
  drawBars();
  network.redraw();
}

// Re-arranging lets the springs work for a few seconds and then stops; pressed again, every node goes back.
let settling = 0;
function arrange(on) {
  clearTimeout(settling);
  byId('arrange').setAttribute('aria-pressed', String(on));
  const physics = { enabled: on, solver: 'forceAtlas2Based', stabilization: false, minVelocity: 1, forceAtlas2Based: { gravitationalConstant: -70, springLength: 110, avoidOverlap: 0.6, damping: 0.6 } };
  network.setOptions({ physics });
  if (on) {
    settling = setTimeout(() => {
      network.setOptions({ physics: { enabled: false } });
      keepPlaces();
      fitAll();
    }, 4000);
  } else {
    visNodes.update(nodes.map(({ id, x, y }) => ({ id, x, y })));
    fitAll();
  }
}

/** What the page opens with: everything, in a narrow window what hangs together with the best connected node. */
function fitFirst() {
  const together = new Set([byRank[0].id]);
  for (const id of together) for (const { other } of nodes[id].near) together.add(other);
  if (canvasBox.clientWidth > 800 || together.size < nodes.length / 3) fitAll({ animate: false });
  else fitTo([...together], { animate: false });
}

makeLegend();
makePeriod();
makeSearch();
tellShown();
byId('said').textContent = '';
byId('theme').addEventListener('click', () => setTheme(dark() ? 'light' : 'dark', true));
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', (event) => setTheme(event.matches ? 'dark' : 'light', false));
byId('arrange').addEventListener('click', () => arrange(byId('arrange').getAttribute('aria-pressed') !== 'true'));
byId('open-keys').addEventListener('click', () => toggleKeys(byId('keys').hidden));
byId('open-filters').addEventListener('click', () => openFilters(!document.body.classList.contains('filters-open')));
byId('close-filters').addEventListener('click', () => openFilters(false));
byId('closer').addEventListener('click', () => zoomBy(1.3));
byId('farther').addEventListener('click', () => zoomBy(1 / 1.3));
byId('fit').addEventListener('click', () => fitAll());
if (byId('close-folded')) byId('close-folded').addEventListener('click', () => byId('folded').remove());
addEventListener('resize', drawBars);
setTheme(document.documentElement.dataset.theme, false);
fitFirst();
if (data.focus !== null) {
  select(data.focus);
  fitAll({ animate: false });
}

// For a page that embeds this one, and for tests.
window.newsgraphPicture = {
  select,
  letGo,
  fit: fitAll,
  visible: () => [...state.visible],
  positions: () => network.getPositions(),
  point: (id) => network.canvasToDOM(network.getPosition(id)),
  node: (label) => nodes.findIndex((node) => node.label === label),
  selected: () => state.selected,
};
