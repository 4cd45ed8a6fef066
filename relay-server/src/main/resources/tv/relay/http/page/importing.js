// Taking in a playlist: first what would change, then the change.

import { ask, raw } from './api.js';
import { h, toast } from './dom.js';
import { ImportForm } from './import-form.js';
import { report, summary } from './import-report.js';
import { sheet } from './sheet.js';

const PATH = 'api/v1/import';

/** Whether this relay can do it at all. */
export async function canImport() {
  try {
    return (await raw('OPTIONS', PATH)).status !== 404;
  } catch {
    return false;
  }
}

export function importList(done) {
  const outcome = h('div', { role: 'status' });
  const go = h('button', { type: 'button', class: 'primary', disabled: true, onclick: () => run(false) }, 'Import');
  const look = h('button', { type: 'submit' }, 'See what would change');
  let edition = 0;

  async function run(dryRun) {
    const problem = form.problem();
    if (problem) {
      outcome.replaceChildren(h('p', { class: 'error' }, problem));
      return;
    }
    const tried = edition;
    look.disabled = true;
    go.disabled = true;
    outcome.replaceChildren(h('p', null, dryRun ? 'Reading…' : 'Importing…'));
    try {
      const answer = await ask('POST', `${PATH}?${form.query()}&dryRun=${dryRun}`, form.content());
      if (!dryRun) {
        dialog.close();
        toast(summary(answer));
        done();
      } else if (tried === edition) {
        outcome.replaceChildren(...report(answer));
        outcome.lastElementChild.scrollIntoView({ block: 'nearest' });
        go.disabled = false;
      } else {
        outcome.replaceChildren();
      }
    } catch (e) {
      outcome.replaceChildren(h('p', { class: 'error' }, e.message));
    } finally {
      look.disabled = false;
    }
  }

  // Only what was looked at is taken: an edit ends what was said of it.
  function changed() {
    edition++;
    if (!look.disabled) {
      go.disabled = true;
      outcome.replaceChildren();
    }
  }

  const form = new ImportForm({
    submit: () => run(true),
    changed,
    rest: [outcome, h('div', { class: 'buttons end' }, look, go)],
  });
  const dialog = sheet({ title: 'Import a list', body: [form.element] });
}
