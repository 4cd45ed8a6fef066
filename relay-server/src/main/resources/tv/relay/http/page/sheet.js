// Dialogs: a title, a way out, and what is in them. The browser keeps the focus inside and gives it
// back afterwards.

import { h } from './dom.js';

let count = 0;

/** Shows one; body is a list of elements. Resolves nothing: listen to its "close". */
export function sheet({ title, className = '', body }) {
  const id = `sheet-${++count}`;
  const dialog = h('dialog', { class: `sheet ${className}`, 'aria-labelledby': id },
    h('div', { class: 'sheet-head' },
      h('h2', { id, class: 'sheet-title' }, title),
      h('button', { type: 'button', class: 'close', 'aria-label': 'Close', onclick: () => dialog.close() }, '✕')),
    h('div', { class: 'sheet-body' }, body));
  // What stands in it may be told from outside after it has gone: put the toast back first.
  dialog.addEventListener('close', () => {
    const toast = dialog.querySelector('#toast');
    if (toast) {
      document.body.append(toast);
    }
    dialog.remove();
  });
  // A press that begins and ends outside the sheet closes it.
  let began = null;
  dialog.addEventListener('pointerdown', (event) => { began = event.target; });
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog && began === dialog) {
      dialog.close();
    }
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Asks before something that can't be undone; whether the user means it. */
export function sure(question, doIt) {
  return new Promise((resolve) => {
    let answer = false;
    const dialog = sheet({
      title: question,
      className: 'small',
      body: [
        h('div', { class: 'buttons' },
          h('button', { type: 'button', class: 'danger', onclick: () => { answer = true; dialog.close(); } }, doIt),
          h('button', { type: 'button', autofocus: true, onclick: () => dialog.close() }, 'Cancel')),
      ],
    });
    dialog.addEventListener('close', () => resolve(answer));
  });
}

/** A list of facts: pairs of a title and a text or element; without those that have none. */
export function facts(pairs) {
  return h('dl', { class: 'facts' },
    pairs
      .filter(([, value]) => value !== null && value !== undefined && value !== '')
      .map(([title, value]) => h('div', null, h('dt', null, title), h('dd', null, value))));
}
