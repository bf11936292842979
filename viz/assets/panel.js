// The panel on the right (below, in a narrow window): what is known of the selected node or line, and who says so.
const panel = byId('panel');
const FIRST = 8; // neighbours of one phrase before "Show all"

function openPanel(...children) {
  panel.replaceChildren(...children);
  panel.hidden = false;
  panel.scrollTop = 0;
  document.body.classList.add('with-panel');
}

function closePanel() {
  panel.hidden = true;
  panel.replaceChildren();
  document.body.classList.remove('with-panel');
}

const sureWords = (sure) => `Right with a probability of ${Math.round(sure * 100)} %`;
const closeButton = () => el('button', { type: 'button', class: 'close', 'aria-label': 'Close details', onclick: letGo }, '✕');
const section = (title, ...children) => el('section', {}, el('h3', {}, title), ...children);

function showNode(node) {
  const event = node.cls === 'Event';
  const top = el('div', { class: 'panel-top' }, el('span', { class: 'badge' }, sign(node.cls, event ? node.type || 'Activity' : ''), event ? [node.type || 'Event', ...(node.types || [])].join(', ') : node.kind ? `${classOf.get(node.cls).name}, ${node.kind}` : classOf.get(node.cls).name), closeButton());
  const meta = event ? timeWords(node) || 'Date not told' : node.acronym && node.acronym !== node.label ? node.acronym : '';
  const parts = [top, el('h2', {}, node.label), meta ? el('p', { class: 'meta' }, meta) : null];
  if (event && node.start && node.time && !meta.includes(node.time.replace(/^on /i, ''))) parts.push(el('p', { class: 'meta' }, `“${node.time}”`));
  if (node.sure) parts.push(el('p', { class: 'meta', title: 'By the item that tells it best' }, sureWords(node.sure)));
  if (node.status) parts.push(el('span', { class: 'tag strong' }, node.status[0].toUpperCase() + node.status.slice(1)));
  if (node.background) parts.push(el('span', { class: 'tag' }, 'Background: told only to explain another event'));
  for (const [name, title] of [['theme', 'Theme'], ['purpose', 'Purpose'], ['celebrates', 'Celebrates']]) {
    if (node[name]) parts.push(section(title, el('p', { class: 'words' }, node[name])));
  }
  const loose = (node.posts || []).filter((post) => !post[1]);
  if (loose.length) parts.push(section('Described as', el('p', { class: 'words' }, loose.map((post) => post[0]).join(', '))));
  parts.push(...told(node));
  const names = (node.names || []).filter((name) => name !== node.acronym);
  if (names.length) parts.push(section('Also called', el('p', { class: 'words' }, names.join(' · '))));
  if (node.at) parts.push(section('Coordinates', el('p', {}, `${Math.abs(node.at[0]).toFixed(3)}° ${node.at[0] < 0 ? 'S' : 'N'}, ${Math.abs(node.at[1]).toFixed(3)}° ${node.at[1] < 0 ? 'W' : 'E'}`)));
  parts.push(quotes(node), el('p', { class: 'iri' }, node.iri));
  openPanel(...parts.filter(Boolean));
}

/** Every phrase with the neighbours that it names, later events first. */
function told(node) {
  const groups = new Map();
  for (const { other, line } of node.near) {
    for (const [subject, , kind, label, former, sure] of line.links) {
      const out = subject === node.id;
      const key = `${kind} ${out}`;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push({ node: nodes[other], note: kind === 'post' ? (former ? `${label}, formerly` : label) : '', sure });
    }
  }
  const found = [];
  for (const [kind, outWords, inWords] of PHRASES) {
    for (const out of [true, false]) {
      const group = groups.get(`${kind} ${out}`);
      if (!group) continue;
      group.sort((a, b) => (b.node.start || '').localeCompare(a.node.start || '') || a.node.label.localeCompare(b.node.label));
      const title = out ? outWords : inWords;
      found.push(section(group.length > FIRST ? `${title} (${group.length})` : title, ...list(group)));
    }
  }
  return found;
}

function list(group) {
  const rows = el('ul', { class: 'near' }, ...group.slice(0, FIRST).map(row));
  if (group.length <= FIRST) return [rows];
  const more = el('button', { type: 'button', class: 'more', onclick: () => {
    const rest = group.slice(FIRST).map(row);
    rows.append(...rest);
    more.remove();
    rest[0].querySelector('button').focus();
  } }, `Show all ${group.length}`);
  return [rows, more];
}

function row({ node, note, sure }) {
  const aside = node.cls === 'Event' ? dateWords(node.start, true) : '';
  const what = el('span', { class: 'what' }, note ? `${node.label}, ${note}` : node.label);
  return el('li', {}, el('button', { type: 'button', ...(sure ? { title: sureWords(sure) } : {}), onclick: () => select(node.id, { move: true, focusPanel: true }) }, sign(node.cls, node.cls === 'Event' ? node.type || 'Activity' : ''), what, aside ? el('small', {}, aside) : null));
}

function quotes(node) {
  if (!node.items) return null;
  const title = `Told by ${count(node.items, 'item')}`;
  const shown = (node.quotes || []).map(([words, sentence, number]) => {
    const item = data.items[number];
    const at = sentence ? sentence.indexOf(words) : -1;
    const text = at < 0 ? [sentence || el('mark', {}, words)] : [sentence.slice(0, at), el('mark', {}, words), sentence.slice(at + words.length)];
    const name = isWeb(item.url) ? el('a', { href: item.url, target: '_blank', rel: 'noopener noreferrer' }, item.title) : item.title;
    return el('blockquote', {}, ...text, el('footer', {}, name, item.date ? `, ${dateWords(item.date)}` : ''));
  });
  return section(shown.length && shown.length < node.items ? `${title}; the latest` : title, ...shown);
}

function showLine(line) {
  const top = el('div', { class: 'panel-top' }, el('span', { class: 'badge' }, 'Link'), closeButton());
  const sentences = line.links.map(([subject, target, kind, label, former]) => {
    const phrase = PHRASES.find(([name]) => name === kind);
    const words = kind === 'post' ? (former ? `${label}, formerly` : label) : phrase ? phrase[1] : label;
    return section(words, el('ul', { class: 'near' }, row({ node: nodes[subject], note: '' }), row({ node: nodes[target], note: '' })));
  });
  openPanel(top, ...sentences);
}
