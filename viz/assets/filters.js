// Which nodes are shown: by class, by type of event, by period. Names whose every event is filtered out go with them.
const month = (iso) => {
  const found = /^(\d{4})(?:-(\d\d))?/.exec(iso || '');
  return found ? Number(found[1]) * 12 + (found[2] ? Number(found[2]) - 1 : 0) : null;
};
const lastMonth = (iso) => {
  const found = /^(\d{4})(-\d\d)?/.exec(iso || '');
  return found && !found[2] ? Number(found[1]) * 12 + 11 : month(iso);
};
const monthWords = (number) => `${MONTHS[number % 12].slice(0, 3)} ${Math.floor(number / 12)}`;

for (const node of nodes) {
  node.first = month(node.start);
  node.last = Math.max(lastMonth(node.end) || 0, lastMonth(node.start) || 0) || null;
  node.hasEvents = node.near.some(({ other }) => nodes[other].cls === 'Event');
}
const dated = nodes.filter((node) => node.cls === 'Event' && node.first !== null && !node.background);
const span = { first: Math.min(...dated.map((n) => n.first)), last: Math.max(...dated.map((n) => n.last)) };
const hasPeriod = dated.length > 0 && span.last > span.first;
state.from = span.first;
state.to = span.last;

const wholePeriod = () => !hasPeriod || (state.from === span.first && state.to === span.last);

function passes(node) {
  if (state.classesOff.has(node.cls) || (!node.near.length && state.classesOff.has('unlinked'))) return false;
  if (node.cls !== 'Event') return true;
  if (state.typesOff.has(node.type || '')) return false;
  if (wholePeriod()) return true;
  return node.first === null ? state.undated : node.first <= state.to && node.last >= state.from;
}

function filter({ refit = false } = {}) {
  const kept = new Set(nodes.filter(passes).map((node) => node.id));
  if (!state.classesOff.has('Event')) {
    for (const node of nodes) {
      if (node.cls !== 'Event' && node.hasEvents && !node.near.some(({ other }) => nodes[other].cls === 'Event' && kept.has(other))) kept.delete(node.id);
    }
  }
  state.visible = kept;
  if (state.selected !== null && !kept.has(state.selected)) letGo();
  shownNodes.refresh();
  tellShown();
  if (refit) fitAll();
  network.redraw();
}

function tellShown() {
  const all = state.visible.size === nodes.length;
  byId('shown').textContent = all ? `All ${count(nodes.length, 'node')} shown` : `${state.visible.size.toLocaleString('en-GB')} of ${count(nodes.length, 'node')} shown`;
  const asked = state.classesOff.size || state.typesOff.size || !wholePeriod();
  byId('reset').hidden = !asked;
  byId('types-all').hidden = !state.typesOff.size;
  byId('period-all').hidden = wholePeriod();
  byId('empty').hidden = state.visible.size > 0;
  say(byId('shown').textContent);
}

function toggle(key, number, mark, name, off) {
  const button = el('button', { type: 'button', 'aria-pressed': 'true', 'data-key': key, title: name }, mark, el('span', { class: 'name' }, name), el('span', { class: 'count' }, number.toLocaleString('en-GB')));
  button.addEventListener('click', () => {
    if (off.has(key)) off.delete(key);
    else off.add(key);
    button.setAttribute('aria-pressed', String(!off.has(key)));
    filter();
  });
  return el('li', {}, button);
}

function makeLegend() {
  for (const look of data.classes) {
    const number = nodes.filter((node) => node.cls === look.id).length;
    if (number) byId('classes').append(toggle(look.id, number, sign(look.id), look.plural, state.classesOff));
  }
  const unlinked = nodes.filter((node) => !node.near.length).length;
  if (unlinked) byId('classes').append(toggle('unlinked', unlinked, el('span', { class: 'shape' }), 'Without any link', state.classesOff));
  for (const type of [...data.types, '']) {
    const number = nodes.filter((node) => node.cls === 'Event' && (node.type || '') === type).length;
    if (number) byId('types').append(toggle(type, number, sign('Event', type || 'Activity'), type || 'No type', state.typesOff));
  }
  byId('types-section').hidden = !byId('types').children.length;
  byId('types-all').addEventListener('click', () => clear(state.typesOff, 'types'));
  byId('period-all').addEventListener('click', () => setPeriod(span.first, span.last));
  byId('reset').addEventListener('click', showEverything);
}

function clear(off, list) {
  off.clear();
  for (const button of byId(list).querySelectorAll('button')) button.setAttribute('aria-pressed', 'true');
  filter();
}

function showEverything() {
  clear(state.classesOff, 'classes');
  clear(state.typesOff, 'types');
  if (hasPeriod) setPeriod(span.first, span.last);
  fitAll();
}

function makePeriod() {
  byId('period-section').hidden = !hasPeriod;
  if (!hasPeriod) return;
  for (const [id, value] of [['from', span.first], ['to', span.last]]) {
    Object.assign(byId(id), { min: span.first, max: span.last, step: 1, value });
    byId(id).addEventListener('input', () => {
      const a = Number(byId('from').value);
      const b = Number(byId('to').value);
      if (id === 'from') setPeriod(a, Math.max(a, b));
      else setPeriod(Math.min(a, b), b);
    });
  }
  const undated = nodes.filter((node) => node.cls === 'Event' && node.first === null).length;
  byId('undated-row').hidden = !undated;
  byId('undated-word').textContent = `with ${undated.toLocaleString('en-GB')} undated`;
  byId('undated').addEventListener('change', (event) => {
    state.undated = event.target.checked;
    filter();
  });
  tellPeriod();
}

function setPeriod(from, to) {
  state.from = from;
  state.to = to;
  byId('from').value = from;
  byId('to').value = to;
  tellPeriod();
  filter();
}

function tellPeriod() {
  for (const [id, value] of [['from', state.from], ['to', state.to]]) {
    byId(`${id}-word`).textContent = monthWords(value);
    byId(id).setAttribute('aria-valuetext', monthWords(value));
  }
  // with both handles at the right end the left one must be on top, or neither could be moved
  byId('from').style.zIndex = state.from > (span.first + span.last) / 2 ? 2 : 1;
  byId('to').style.zIndex = 1;
  drawBars();
}

/** Events a month, as bars over the slider; several months share a bar where there are many. */
function drawBars() {
  if (!hasPeriod) return;
  const box = byId('bars');
  const ratio = devicePixelRatio || 1;
  const width = box.clientWidth || 200;
  const height = 38;
  box.width = width * ratio;
  box.height = height * ratio;
  const ctx = box.getContext('2d');
  ctx.scale(ratio, ratio);
  const months = span.last - span.first + 1;
  const each = Math.ceil(months / 48);
  const bars = new Array(Math.ceil(months / each)).fill(0);
  for (const node of dated) bars[Math.floor((node.first - span.first) / each)] += 1;
  const most = Math.max(...bars);
  const inner = width - 16; // the middle of a handle is 8 pixels from its end
  const step = inner / bars.length;
  bars.forEach((number, i) => {
    if (!number) return;
    const start = span.first + i * each;
    const on = start + each - 1 >= state.from && start <= state.to;
    ctx.fillStyle = on ? colour('Event') : look.line;
    const tall = Math.max(2, (number / most) * (height - 4));
    ctx.beginPath();
    ctx.roundRect(8 + i * step, height - tall, Math.max(1, Math.min(step - 1, 14)), tall, [2, 2, 0, 0]);
    ctx.fill();
  });
}
