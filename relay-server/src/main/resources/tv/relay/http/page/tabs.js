// The views. Which one is open stands in the address, so that "back" and bookmarks work.

import { byId, mark } from './dom.js';

let names = [];
let changed = () => {};

/** A wide window shows the events beside the others; they are a tab only in a narrow one. */
const wide = matchMedia('(min-width: 1240px)');

export function tabs(all, onChange) {
  names = all;
  changed = onChange;
  for (const name of names) {
    byId(`tab-${name}`).addEventListener('click', () => chooseTab(name));
  }
  byId(`tab-${names[0]}`).parentElement.addEventListener('keydown', key);
  addEventListener('hashchange', show);
  wide.addEventListener('change', show);
  show();
}

/** Opens a view, and moves the focus to its tab when wanted. */
export function chooseTab(name, focus = false) {
  if (location.hash !== `#${name}`) {
    history.pushState(null, '', `#${name}`);
  }
  show();
  if (focus) {
    byId(`tab-${name}`).focus();
  }
}

const here = () => names.filter((name) => name !== 'events' || !wide.matches);

function current() {
  const name = location.hash.slice(1);
  return here().includes(name) ? name : names[0];
}

function show() {
  const chosen = current();
  for (const name of names) {
    const tab = byId(`tab-${name}`);
    mark(tab, 'aria-selected', String(name === chosen));
    mark(tab, 'tabindex', name === chosen ? '0' : '-1');
    tab.hidden = !here().includes(name);
    byId(name).hidden = name !== chosen && here().includes(name);
    // Beside the others it is no panel of a tab.
    mark(byId(name), 'role', tab.hidden ? 'region' : 'tabpanel');
  }
  changed();
}

function key(event) {
  const all = here();
  const at = all.indexOf(current());
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    chooseTab(all[(to + all.length) % all.length], true);
  }
}
