// What stands above a list: search, a choice of kinds, an order, and how many are shown.

import { h, mark, say } from './dom.js';

export class Tools {
  #orders;
  #kinds;
  #search;
  #order;
  #shown;
  #buttons = {};
  #kind = 'all';
  #changed;
  #element;

  /** orders and kinds: name to [title, comparator or predicate]; the first of each is taken. */
  constructor(what, orders, kinds, changed) {
    this.#orders = orders;
    this.#kinds = kinds;
    this.#changed = changed;
    this.#search = h('input', {
      type: 'search', class: 'search', placeholder: `Search ${what}`, 'aria-label': `Search ${what}`,
      maxlength: 100, autocomplete: 'off', spellcheck: 'false', oninput: changed,
    });
    this.#order = h('select', { 'aria-label': `Order of ${what}`, onchange: changed },
      Object.entries(orders).map(([name, [title]]) => h('option', { value: name }, title)));
    this.#shown = h('span', { class: 'shown' });
    const chips = Object.entries(kinds).map(([name, [title]]) => {
      this.#buttons[name] = h('button', { type: 'button', class: 'chip', onclick: () => this.choose(name) }, title);
      return this.#buttons[name];
    });
    this.#element = h('div', { class: 'tools' },
      this.#search,
      h('div', { class: 'chips', role: 'group', 'aria-label': `Which ${what}` }, chips),
      this.#shown, this.#order);
    this.#press();
  }

  get element() {
    return this.#element;
  }

  choose(kind) {
    this.#kind = kind;
    this.#press();
    this.#changed();
  }

  #press() {
    for (const [name, button] of Object.entries(this.#buttons)) {
      mark(button, 'aria-pressed', String(name === this.#kind));
    }
  }

  /** Those that are searched for and of the kind, in order. */
  apply(items, textOf) {
    const wanted = this.#search.value.trim().toLocaleLowerCase();
    const [, isOfKind] = this.#kinds[this.#kind];
    return items
      .filter((item) => isOfKind(item) && (!wanted || textOf(item).toLocaleLowerCase().includes(wanted)))
      .sort(this.#orders[this.#order.value][1]);
  }

  say(shown, all) {
    say(this.#shown, shown === all ? '' : `${shown.toLocaleString('en')} of ${all.toLocaleString('en')}`);
  }
}
