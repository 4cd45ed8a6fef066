// Puts the page together: the door, the house, and what is open in it.

import { seconds } from './amounts.js';
import { ask, token } from './api.js';
import { ChannelList } from './channels.js';
import { ChannelSheet } from './channel-sheet.js';
import { ClientList } from './clients.js';
import { ClientSheet } from './client-sheet.js';
import { byId, h, say, toast } from './dom.js';
import { addChannel } from './edit.js';
import { EventFeed } from './events.js';
import { EventList } from './eventlist.js';
import { Feed } from './feed.js';
import { Glance } from './glance.js';
import { canImport, importList } from './importing.js';
import { chooseTab, tabs } from './tabs.js';

const feed = new Feed();
let events = null;
let channelSheet = null;
let clientSheet = null;

function emptyHouse() {
  return h('div', { class: 'empty', hidden: true },
    h('img', { src: 'page/icon.svg', alt: '', width: 56, height: 56 }),
    h('h2', null, 'No channels yet'),
    h('p', null, 'A channel is an address of a live stream, read once and given to everybody who watches.'),
    h('div', { class: 'buttons' },
      h('button', { type: 'button', class: 'primary', onclick: () => addChannel(() => feed.refresh()) }, 'Add your first channel')),
    h('p', { class: 'sub' }, 'Or in a terminal:'),
    h('pre', null, h('code', null, 'relay channel add news http://provider.example/1.ts --title News')));
}

const glance = new Glance(byId('glance'), (fault) => {
  clients.choose(fault);
  chooseTab('clients', true);
});
const channels = new ChannelList(byId('channels'), feed, openChannel, emptyHouse());
const clients = new ClientList(byId('clients'), feed, openClient);
const eventList = new EventList(byId('events'), byId('count-events'), openChannel);

function openChannel(id) {
  if (!feed.channels.has(id)) {
    toast('This channel is no more');
    return;
  }
  channelSheet?.dialog.close();
  const opened = new ChannelSheet(id, feed, openClient);
  channelSheet = opened;
  opened.dialog.addEventListener('close', () => { channelSheet = channelSheet === opened ? null : channelSheet; });
}

function openClient(id) {
  const opened = new ClientSheet(id, feed);
  clientSheet = opened;
  opened.dialog.addEventListener('close', () => { clientSheet = clientSheet === opened ? null : clientSheet; });
}

function pulse(state, text) {
  byId('pulse').dataset.state = state;
  say(byId('pulse-text'), text);
}

// One drawing a frame, however many answers come.
let drawing = false;

function draw() {
  if (drawing) {
    return;
  }
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    glance.show(feed);
    channels.show();
    clients.show();
    channelSheet?.show();
    clientSheet?.show();
    say(byId('count-channels'), feed.channels.size.toLocaleString('en'));
    say(byId('count-clients'), feed.clients.size.toLocaleString('en'));
    const behind = feed.clients.size - feed.faults.fine;
    document.title = behind ? `(${behind}) relay` : 'relay';
  });
}

feed.addEventListener('change', () => {
  pulse('live', `${feed.relayVersion} · up ${seconds((feed.now - feed.started) / 1000)}`);
  draw();
});
feed.addEventListener('trouble', ({ detail }) => pulse('lost', detail.status ? detail.message : 'The relay does not answer; trying again…'));
feed.addEventListener('refused', () => leave('The relay has another token now. Sign in again.'));

function enter() {
  byId('door').hidden = true;
  byId('house').hidden = false;
  pulse('connecting', 'Connecting…');
  feed.start();
  events = new EventFeed((event) => eventList.add(event));
  events.start();
  canImport().then((can) => { byId('import').hidden = !can; });
}

/** Back to the door; nothing that was shown stays. */
function leave(why) {
  token.forget();
  feed.stop();
  events?.stop();
  if (why) {
    sessionStorage.setItem('relay-why', why);
  }
  location.reload();
}

async function signIn(event) {
  event.preventDefault();
  const field = byId('token');
  const error = byId('sign-in-error');
  const button = event.target.querySelector('button');
  error.textContent = '';
  // A header takes no others; and what can't be one is no token.
  const given = field.value.trim();
  button.disabled = true;
  try {
    if (!/^[\x21-\x7e]+$/.test(given)) {
      throw Object.assign(new Error(), { status: 401 });
    }
    token.set(given);
    await ask('GET', 'api/v1/overview?since=');
    field.value = '';
    enter();
    byId('tab-channels').focus();
  } catch (e) {
    token.forget();
    error.textContent = e.status === 401
      ? 'This is not the admin token. Copy the whole line of the file admin-token.'
      : e.message;
    field.focus();
    field.select();
  } finally {
    button.disabled = false;
  }
}

tabs(['channels', 'clients', 'events'], draw);
byId('sign-in').addEventListener('submit', signIn);
byId('sign-out').addEventListener('click', () => leave(''));
byId('add').addEventListener('click', () => addChannel(() => feed.refresh()));
byId('import').addEventListener('click', () => importList(() => feed.refresh()));

if (token.get()) {
  enter();
} else {
  byId('door').hidden = false;
  byId('sign-in-error').textContent = sessionStorage.getItem('relay-why') ?? '';
  sessionStorage.removeItem('relay-why');
  byId('token').focus();
}
