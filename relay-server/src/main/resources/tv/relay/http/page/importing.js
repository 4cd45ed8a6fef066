// Taking in a playlist: first what would change, then the change.

import { ask, raw } from './api.js';
import { foreign, h, toast } from './dom.js';
import { sheet } from './sheet.js';

const PATH = 'api/v1/import';

/** More than the relay would take; said before it is sent. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Whether this relay can do it at all. */
export async function canImport() {
  try {
    return (await raw('OPTIONS', PATH)).status !== 404;
  } catch {
    return false;
  }
}

function list(lines, leftOut) {
  return h('ul', { class: 'import-lines' },
    lines.map((line) => h('li', null, foreign(line))),
    leftOut ? h('li', { class: 'sub' }, `and ${leftOut} more`) : null);
}

/** What the relay says that would happen or happened. */
function report(answer) {
  const kinds = ['added', 'changed', 'unchanged', 'removed', 'missing'];
  const skipped = Object.entries(answer.skipped ?? {}).map(([kind, count]) => `${count} ${kind}`);
  const problems = answer.problems ?? [];
  return [
    h('div', { class: 'import-counts' }, kinds
      .filter((kind) => answer[kind] !== undefined)
      .map((kind) => h('div', null, h('strong', null, answer[kind].toLocaleString('en')), ` ${kind}`))),
    skipped.length ? h('p', { class: 'sub' }, `Passed over: ${skipped.join(', ')}`) : null,
    problems.length ? h('h3', null, 'Problems') : null,
    problems.length
      ? list(problems.map(({ line, text }) => `line ${line}: ${text}`), answer.problemsLeftOut)
      : null,
  ];
}

export function importList(done) {
  const file = h('input', { type: 'file', id: 'import-file', accept: '.m3u,.m3u8,audio/x-mpegurl,text/plain' });
  const name = h('input', { type: 'text', id: 'import-name', value: 'list', required: true, maxlength: 64, pattern: '[A-Za-z0-9._\\-]{1,64}', autocomplete: 'off', 'aria-describedby': 'import-name-hint' });
  const outcome = h('div', { role: 'status' });
  const go = h('button', { type: 'button', class: 'primary', disabled: true, onclick: () => run(false) }, 'Import');
  const look = h('button', { type: 'submit' }, 'See what would change');

  async function run(dryRun) {
    const [chosen] = file.files;
    if (!chosen || chosen.size > MOST_BYTES) {
      outcome.replaceChildren(h('p', { class: 'error' }, chosen ? 'This file is too large for a playlist.' : 'Choose a file first.'));
      return;
    }
    look.disabled = true;
    go.disabled = true;
    outcome.replaceChildren(h('p', null, dryRun ? 'Reading…' : 'Importing…'));
    try {
      const answer = await ask('POST', `${PATH}?list=${encodeURIComponent(name.value)}&dryRun=${dryRun}`, {
        body: chosen,
        headers: { 'Content-Type': 'audio/x-mpegurl' },
      });
      if (dryRun) {
        outcome.replaceChildren(...report(answer).filter(Boolean));
        go.disabled = false;
      } else {
        dialog.close();
        toast(`Imported: ${answer.added ?? 0} added, ${answer.changed ?? 0} changed`);
        done();
      }
    } catch (e) {
      outcome.replaceChildren(h('p', { class: 'error' }, e.message));
    } finally {
      look.disabled = false;
    }
  }

  const stale = () => { go.disabled = true; };
  file.addEventListener('change', stale);
  name.addEventListener('input', stale);
  const dialog = sheet({
    title: 'Import a list',
    body: [
      h('form', { class: 'edit', onsubmit: (event) => { event.preventDefault(); run(true); } },
        h('div', { class: 'field' }, h('label', { for: 'import-file' }, 'Playlist (M3U)'), file),
        h('div', { class: 'field' }, h('label', { for: 'import-name' }, 'Name of the list'), name,
          h('p', { class: 'hint', id: 'import-name-hint' }, 'A newer list of the same name changes what this one brought.')),
        outcome,
        h('div', { class: 'buttons end' }, look, go)),
    ],
  });
}
