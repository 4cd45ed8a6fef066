// Adding a channel, and changing one. The addresses of sources hold passwords as a rule: those of
// an existing channel are fetched only when the user wants to change them.

import { ask, channelPath, send } from './api.js';
import { h, toast } from './dom.js';
import { sheet } from './sheet.js';

function field(name, title, hint, control) {
  control.id = `edit-${name}`;
  control.name = name;
  const error = h('p', { class: 'error', id: `edit-${name}-error` });
  const help = h('p', { class: 'hint', id: `edit-${name}-hint` }, hint);
  control.setAttribute('aria-describedby', `${error.id} ${help.id}`);
  return h('div', { class: 'field' }, h('label', { for: control.id }, title), control, error, help);
}

const text = (value, more) =>
  h('input', { type: 'text', value, maxlength: 256, autocomplete: 'off', spellcheck: 'false', ...more });

/** "One News HD" as "one-news-hd". */
const idOf = (title) =>
  title.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 64);

const lines = (value) => value.split('\n').map((line) => line.trim()).filter(Boolean);

function fields(channel) {
  const urls = h('textarea', { rows: 3, required: !channel, spellcheck: 'false', autocapitalize: 'off', placeholder: 'http://provider.example/live/USER/PASSWORD/1.ts' });
  const all = {
    title: field('title', 'Name', 'For people and playlists.', text(channel?.title ?? '', { autofocus: true })),
    id: channel ? null : field('id', 'Id', 'In addresses: letters, digits, dot, dash, underscore.',
      text('', { required: true, pattern: '[A-Za-z0-9._\\-]{1,64}', maxlength: 64, autocapitalize: 'off' })),
    urls: field('urls', 'Sources', 'One address a line. The first is used; the others take over in this order when it fails.', urls),
    group: field('group', 'Group', 'Several separated by semicolons.', text(channel?.group ?? '')),
    number: field('number', 'Number', 'Its place in the list.', h('input', { type: 'number', min: 0, max: 999999, step: 1, value: channel?.number ?? '' })),
    tvgId: field('tvgId', 'Guide id', 'As the programme guide calls it.', text(channel?.tvgId ?? '')),
    logo: field('logo', 'Logo', 'Address of a picture, for players; this page loads none.', text(channel?.logo ?? '', { maxlength: 2048 })),
  };
  return all;
}

/** Shows the form; submit is given what was filled in and returns what to say when it is done. */
function form({ title, doIt, all, submit }) {
  const problem = h('p', { class: 'error', role: 'alert' });
  const element = h('form', { class: 'edit', onsubmit: async (event) => {
    event.preventDefault();
    element.querySelectorAll('.error').forEach((error) => { error.textContent = ''; });
    const button = element.querySelector('[type=submit]');
    button.disabled = true;
    try {
      const done = await submit(element.elements);
      dialog.close();
      toast(done);
    } catch (e) {
      const place = element.querySelector(`#edit-${CSS.escape(e.field?.split(/[.[]/)[0] ?? '-')}-error`);
      (place ?? problem).textContent = e.message;
      element.elements[place ? e.field.split(/[.[]/)[0] : 'title']?.focus();
    } finally {
      button.disabled = false;
    }
  } },
    all.title, all.id, all.urls,
    h('div', { class: 'pair' }, all.group, all.number),
    h('div', { class: 'pair' }, all.tvgId, all.logo),
    problem,
    h('div', { class: 'buttons end' },
      h('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'),
      h('button', { type: 'submit', class: 'primary' }, doIt)));
  const dialog = sheet({ title, body: [element] });
  return element;
}

function values(elements, urls) {
  const number = elements.number.value;
  return {
    ...(urls ? { urls: lines(elements.urls.value) } : {}),
    title: elements.title.value.trim() || null,
    group: elements.group.value.trim() || null,
    number: number === '' ? null : Number(number),
    tvgId: elements.tvgId.value.trim() || null,
    logo: elements.logo.value.trim() || null,
  };
}

export function addChannel(added) {
  const element = form({
    title: 'Add a channel',
    doIt: 'Add channel',
    all: fields(null),
    submit: async (elements) => {
      const id = elements.id.value.trim();
      const given = Object.fromEntries(
        Object.entries(values(elements, true)).filter(([, value]) => value !== null));
      await ask('PUT', channelPath(id), {
        body: JSON.stringify(given),
        headers: { 'Content-Type': 'application/json', 'If-None-Match': '*' },
      });
      added();
      return `${id} is added`;
    },
  });
  // The id follows the name until the user writes one.
  let own = false;
  const { title, id } = element.elements;
  id.addEventListener('input', () => { own = id.value !== ''; });
  title.addEventListener('input', () => {
    if (!own) {
      id.value = idOf(title.value);
    }
  });
}

export async function editChannel(id, changed) {
  let channel;
  try {
    channel = await ask('GET', channelPath(id));
  } catch (e) {
    toast(e.message, true);
    return;
  }
  const all = fields(channel);
  const urls = all.urls.querySelector('textarea');
  urls.value = channel.urls.join('\n');
  urls.readOnly = true;
  const show = h('button', { type: 'button', onclick: async () => {
    try {
      const secret = await ask('GET', `${channelPath(id)}?secrets=true`);
      urls.value = secret.urls.join('\n');
      urls.readOnly = false;
      urls.required = true;
      show.remove();
      urls.focus();
    } catch (e) {
      toast(e.message, true);
    }
  } }, 'Show passwords and change sources');
  all.urls.append(show);
  form({
    title: `Edit ${id}`,
    doIt: 'Save',
    all,
    submit: async (elements) => {
      await send('PATCH', channelPath(id), values(elements, !urls.readOnly));
      changed();
      return 'Saved';
    },
  });
}
