// Search as one types: names, other names, acronyms, types. Words may come in any order; accents and case do not matter.
const plain = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
for (const node of nodes) {
  const names = [node.label, ...(node.names || []), node.acronym || ''].filter(Boolean).map(plain);
  node.search = { names, all: `${names.join(' ')} ${plain(node.type || '')} ${plain(node.kind || '')}` };
}
const MOST = 12;
let hits = [];
let active = -1;

/** Whole name first, then beginnings, then beginnings of words, then anything; among these the better connected. */
function find(text) {
  const asked = plain(text.trim());
  if (!asked) return [];
  const words = asked.split(/\s+/);
  const scored = [];
  for (const node of byRank) {
    const { names, all } = node.search;
    if (!words.every((word) => all.includes(word))) continue;
    const score = names.includes(asked) ? 0 : names.some((name) => name.startsWith(asked)) ? 1 : words.every((word) => names.some((name) => ` ${name}`.includes(` ${word}`))) ? 2 : 3;
    scored.push([score, node]);
  }
  return scored.sort((a, b) => a[0] - b[0]).slice(0, MOST).map(([, node]) => node);
}

function makeSearch() {
  const input = byId('search');
  const box = byId('hits');
  const close = () => {
    box.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const mark = (number) => {
    active = number;
    [...box.children].forEach((child, i) => child.setAttribute('aria-selected', String(i === active)));
    if (hits[active]) {
      input.setAttribute('aria-activedescendant', `hit-${active}`);
      box.children[active].scrollIntoView({ block: 'nearest' });
    }
  };
  const take = (node) => {
    input.value = node.label;
    close();
    if (!state.visible.has(node.id)) showEverything();
    select(node.id, { move: true });
  };
  input.addEventListener('input', () => {
    hits = find(input.value);
    box.replaceChildren(...hits.map((node, i) => {
      const hit = el('li', { role: 'option', id: `hit-${i}`, 'aria-selected': 'false' }, sign(node.cls, node.cls === 'Event' ? node.type || 'Activity' : ''), el('span', { class: 'hit-words' }, el('b', {}, node.label), el('small', {}, [node.acronym && node.acronym !== node.label ? node.acronym : '', kindWords(node)].filter(Boolean).join(' · '))));
      hit.addEventListener('pointerdown', (event) => {
        event.preventDefault(); // the input keeps the focus
        take(node);
      });
      return hit;
    }));
    if (!hits.length && input.value.trim()) box.append(el('li', { class: 'none' }, 'Nothing by that name'));
    box.hidden = !input.value.trim();
    input.setAttribute('aria-expanded', String(!box.hidden));
    mark(hits.length ? 0 : -1);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (hits.length) mark((active + (event.key === 'ArrowDown' ? 1 : hits.length - 1)) % hits.length);
    } else if (event.key === 'Enter' && hits[active] && !box.hidden) {
      event.preventDefault();
      take(hits[active]);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      if (box.hidden) input.blur();
      close();
    }
  });
  input.addEventListener('blur', close);
  input.addEventListener('focus', () => input.select());
}
