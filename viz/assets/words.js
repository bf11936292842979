// How a link is told, from its own side ("out": the subject's) and from the other.
const PHRASES = [
  ['organiser', 'Organised by', 'Organised'],
  ['supporter', 'Supported by', 'Supported'],
  ['host', 'Hosted by', 'Hosted'],
  ['leader', 'Led by', 'Led'],
  ['speaker', 'Who spoke', 'Spoke at'],
  ['participant', 'Who took part', 'Took part in'],
  ['donor', 'Given by', 'Gave'],
  ['recipient', 'Given to', 'Received'],
  ['involves', 'Also involved', 'Involved in'],
  ['post', 'Posts', 'People'],
  ['location', 'Where', 'What happened here'],
  ['programme', 'Programme', 'What happened in it'],
  ['subEventOf', 'Part of', 'Its parts'],
  ['possiblySameAs', 'Perhaps the same as', 'Perhaps the same as'],
  ['partOf', 'Part of', 'Its units'],
  ['within', 'Within', 'Places within it'],
  ['locatedIn', 'Located in', 'Organisations here'],
];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** "2024-07-14" → "14 July 2024", "2024-07" → "July 2024", "2024" → "2024"; anything else as it is. */
function dateWords(iso, short) {
  const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(iso || '');
  if (!found) return iso || '';
  const month = found[2] ? MONTHS[Number(found[2]) - 1] || found[2] : '';
  return [found[3] ? String(Number(found[3])) : '', short ? month.slice(0, 3) : month, found[1]].filter(Boolean).join(' ');
}

/** The time of an event: one day, a range said once where month or year are the same, or the item's own words. */
function timeWords(node) {
  if (!node.start) return node.time || '';
  const start = dateWords(node.start);
  if (!node.end || node.end === node.start) return start;
  const a = start.split(' ');
  const b = dateWords(node.end).split(' ');
  let same = 0;
  if (a.length === b.length) while (same < a.length - 1 && a[a.length - 1 - same] === b[b.length - 1 - same]) same += 1;
  return `${a.slice(0, a.length - same).join(' ')} to ${b.join(' ')}`;
}

/** One line on what a node is: "Training, 14 July 2024, Butuo County". */
function kindWords(node) {
  if (node.cls !== 'Event') {
    const post = (node.posts || []).find((p) => !p[2]);
    const kind = node.kind ? node.kind[0].toUpperCase() + node.kind.slice(1) : classOf.get(node.cls).name;
    return node.cls === 'Person' && post ? `${post[0]}${post[1] ? `, ${post[1]}` : ''}` : kind;
  }
  const place = node.near.find(({ line }) => line.links.some((link) => link[2] === 'location' && link[0] === node.id));
  return [node.type || 'Event', timeWords(node), place ? nodes[place.other].label : ''].filter(Boolean).join(', ');
}

const count = (number, one, many) => `${number.toLocaleString('en-GB')} ${number === 1 ? one : many || `${one}s`}`;
