// What is asked before an import: from where, by what name, which of it, and how.

import { h, mark } from './dom.js';

/** As the relay's M3uReader. Said before so much is sent. */
const MOST_BYTES = 256 * 1024 * 1024;

/** What can be the name of a list; the same rules as those of `relay import`. */
const nameOf = (text) =>
  text.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '').slice(0, 64) || 'import';

const nameOfFile = (file) => nameOf(file.name.replace(/\.gz$/i, '').replace(/\.(m3u8?|txt)$/i, ''));

function nameOfUrl(url) {
  try {
    return nameOf(new URL(url).hostname);
  } catch {
    return 'import';
  }
}

/** What the query calls it, and its title. */
const PATTERNS = {
  group: 'Only these groups',
  name: 'Only these names',
  excludeGroup: 'Not these groups',
  excludeName: 'Not these names',
};

const MERGES = [
  ['none', 'Each entry is a channel'],
  ['tvg-id', 'Same guide id: one channel'],
  ['name', 'Same name: one channel'],
];

function field(control, title, hint) {
  const help = hint ? h('p', { class: 'hint', id: `${control.id}-hint` }, hint) : null;
  mark(control, 'aria-describedby', help?.id ?? null);
  return h('div', { class: 'field' }, h('label', { for: control.id }, title), control, help);
}

const letters = { autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false' };

export class ImportForm {
  #file = h('input', { type: 'file', id: 'import-file', accept: '.m3u,.m3u8,.txt,.gz,audio/x-mpegurl,text/plain' });
  #url = h('input', { type: 'text', id: 'import-url', inputmode: 'url', maxlength: 2048, placeholder: 'http://provider.example/get.php?username=U&password=P', ...letters });
  #name = h('input', { type: 'text', id: 'import-name', maxlength: 64, ...letters });
  #patterns = Object.fromEntries(Object.keys(PATTERNS).map((query) =>
    [query, h('textarea', { id: `import-pattern-${query}`, rows: 2, maxlength: 2000, ...letters })]));
  #merge = h('select', { id: 'import-merge' }, MERGES.map(([value, title]) => h('option', { value }, title)));
  #prune = h('input', { type: 'checkbox', id: 'import-prune', 'aria-describedby': 'import-prune-hint' });
  #element;

  /** changed is told when anything is; rest are elements that stand below the fields. */
  constructor({ submit, changed, rest }) {
    const patterns = Object.entries(PATTERNS).map(([query, title]) => field(this.#patterns[query], title));
    this.#element = h('form', { class: 'edit', onsubmit: (event) => { event.preventDefault(); submit(); } },
      field(this.#file, 'Playlist (M3U)'),
      field(this.#url, 'Or its address', 'The relay fetches it once; relay list add does so again and again.'),
      field(this.#name, 'Name of the list',
        'The channels of an earlier list of this name are taken for its own and changed. Give each provider one of its own.'),
      h('details', { class: 'import-choice' },
        h('summary', null, 'Filter, merge, prune'),
        h('p', { class: 'hint' }, 'One pattern a line: a text with * and ?, or /a regular expression/.'),
        h('div', { class: 'pair' }, patterns),
        field(this.#merge, 'Merge', 'The addresses of one channel take over from each other when one fails.'),
        h('div', { class: 'check' },
          this.#prune, h('label', { for: 'import-prune' }, 'Prune'),
          h('p', { class: 'hint', id: 'import-prune-hint' }, 'Removes the channels of this list that it has no more, or that are not wanted; else they stay.'))),
      rest);
    // One of the two; and the name follows it until the user writes one.
    let own = false;
    const follow = (name) => {
      if (!own) {
        this.#name.value = name;
      }
    };
    this.#name.addEventListener('input', () => { own = this.#name.value !== ''; });
    this.#file.addEventListener('change', () => {
      const [chosen] = this.#file.files;
      this.#url.value = chosen ? '' : this.#url.value;
      follow(chosen ? nameOfFile(chosen) : '');
      changed();
    });
    this.#url.addEventListener('input', () => {
      this.#file.value = '';
      follow(this.#url.value.trim() ? nameOfUrl(this.#url.value.trim()) : '');
    });
    this.#element.addEventListener('input', changed);
  }

  get element() {
    return this.#element;
  }

  /** What is wrong with it, as the page can tell; null when nothing is. */
  problem() {
    const [chosen] = this.#file.files;
    if (!chosen && !this.#url.value.trim()) {
      return 'Choose a file or give an address first.';
    }
    return chosen?.size > MOST_BYTES
      ? `This file has ${Math.ceil(chosen.size / 1024 / 1024)} MB; the relay takes lists of at most 256 MB.`
      : null;
  }

  /** The query of the import, but for whether it is a trial. */
  query() {
    const query = new URLSearchParams({ list: this.#name.value.trim() });
    for (const [name, control] of Object.entries(this.#patterns)) {
      control.value.split('\n').map((line) => line.trim()).filter(Boolean)
        .forEach((pattern) => query.append(name, pattern));
    }
    query.set('merge', this.#merge.value);
    query.set('prune', this.#prune.checked);
    return query;
  }

  /** The list itself, or where the relay finds it. */
  content() {
    const [chosen] = this.#file.files;
    return chosen
      ? { body: chosen, headers: { 'Content-Type': 'audio/x-mpegurl' } }
      : { body: JSON.stringify({ url: this.#url.value.trim() }), headers: { 'Content-Type': 'application/json' } };
  }
}
