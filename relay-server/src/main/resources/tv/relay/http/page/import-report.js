// What the relay says that an import would do, or did.

import { foreign, h } from './dom.js';

/** Of changes and of problems. The relay sends more; nobody reads them all. */
const MOST_LINES = 100;

const KINDS = ['added', 'changed', 'unchanged', 'removed', 'missing'];

function list(title, lines, leftOut) {
  if (lines.length === 0) {
    return [];
  }
  const shown = lines.slice(0, MOST_LINES);
  const more = lines.length - shown.length + (leftOut ?? 0);
  return [
    h('h3', null, title),
    h('ul', { class: 'import-lines', tabindex: '0', 'aria-label': title },
      shown.map((parts) => h('li', null, parts)),
      more ? h('li', { class: 'sub' }, `and ${more.toLocaleString('en')} more`) : null),
  ];
}

/** As "changed  Two (news-two): title, urls". */
function changeLine({ id, title, change, reason }) {
  return [
    h('span', { class: 'change-kind', 'data-change': change }, change),
    ' ', foreign(title || id), title && title !== id ? [' (', foreign(id), ')'] : null,
    reason ? [': ', foreign(reason)] : null,
  ].flat().filter((part) => part !== null);
}

/** A list of elements. */
export function report(answer) {
  const skipped = Object.entries(answer.skipped ?? {}).map(([kind, count]) => `${count} ${kind}`);
  return [
    h('div', { class: 'import-counts' }, KINDS
      .filter((kind) => answer[kind] !== undefined)
      .map((kind) => h('div', null, h('strong', null, answer[kind].toLocaleString('en')), ` ${kind}`))),
    ...(skipped.length ? [h('p', { class: 'sub' }, `Passed over: ${skipped.join(', ')}`)] : []),
    ...list('Changes', (answer.changes ?? []).map(changeLine), answer.changesLeftOut),
    ...list('Problems',
      (answer.problems ?? []).map(({ line, text }) => [foreign(`line ${line}: ${text}`)]), answer.problemsLeftOut),
  ];
}

/** In a few words, when it is done. */
export function summary(answer) {
  const removed = answer.removed ? `, ${answer.removed} removed` : '';
  return `Imported: ${answer.added ?? 0} added, ${answer.changed ?? 0} changed${removed}`;
}
