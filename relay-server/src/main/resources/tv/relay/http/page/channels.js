// The list of channels.

import { bitsPerSecond, counted } from './amounts.js';
import { foreign, h, mark, say } from './dom.js';
import { curve, drawCurve, drawFaultBar, faultBar, setSign, shapeOfState, sign, STATE_HINTS } from './drawings.js';
import { RowList } from './rows.js';
import { Tools } from './tools.js';

const name = (channel) => channel.title || channel.id;

/** The more people miss something, the higher. */
function hurt(channel) {
  const { faults, state } = channel;
  const broken = { failed: 3, backoff: 2, stalled: 2, waiting: 2 }[state] ?? 0;
  return faults.relay * 4 + faults.source * 3 + faults.link + broken * 1000;
}

const byNumber = (one, other) =>
  (one.number ?? 1e9) - (other.number ?? 1e9) || name(one).localeCompare(name(other));

const ORDERS = {
  number: ['By number', byNumber],
  hurt: ['Troubled first', (one, other) => hurt(other) - hurt(one) || byNumber(one, other)],
  clients: ['Most watched', (one, other) => other.clients - one.clients || byNumber(one, other)],
  name: ['By name', (one, other) => name(one).localeCompare(name(other))],
};

const KINDS = {
  all: ['All', () => true],
  live: ['Live', (channel) => channel.state === 'live'],
  trouble: ['In trouble', (channel) => hurt(channel) > 0],
};

/** In words, what is wrong with a channel; empty when nothing is. */
export function trouble(channel) {
  if (['stalled', 'backoff', 'failed', 'waiting'].includes(channel.state)) {
    return channel.lastError ?? STATE_HINTS[channel.state];
  }
  const parts = [];
  if (channel.faults.relay) {
    parts.push(`relay too late for ${counted(channel.faults.relay, 'client')}`);
  }
  if (channel.faults.link) {
    parts.push(`link too slow for ${counted(channel.faults.link, 'client')}`);
  }
  if (channel.clients && channel.continuityErrors) {
    parts.push(`source: ${counted(channel.continuityErrors, 'gap')}`);
  }
  return parts.join(' · ');
}

/** As "2 of 3 · provider.example": the one in use, or the next. */
function sourceOf({ source, sourcePlace, sources }) {
  let host = source;
  try {
    host = new URL(source).host;
  } catch {
    // As it stands, then.
  }
  return sources > 1 ? `${sourcePlace} of ${sources} · ${host}` : host;
}

export class ChannelList {
  #feed;
  #tools;
  #rows;
  #empty;

  /** open is told which channel; empty is an element for when there are none at all. */
  constructor(host, feed, open, empty) {
    this.#feed = feed;
    this.#empty = empty;
    this.#tools = new Tools('channels', ORDERS, KINDS, () => this.show());
    this.#rows = new RowList({
      name: 'channel-rows',
      label: 'Channels',
      columns: [
        { title: 'State', className: 'c-state' },
        { title: 'Channel', className: 'c-name' },
        { title: 'Bitrate, and source', className: 'c-rate' },
        { title: 'Clients', className: 'c-clients' },
        { title: 'What is wrong', className: 'c-trouble' },
      ],
      key: (channel) => channel.id,
      make,
      fill: (parts, channel) => fill(parts, channel, feed),
      open: (channel) => open(channel.id),
    });
    host.append(this.#tools.element, this.#rows.element, empty);
  }

  show() {
    const all = [...this.#feed.channels.values()];
    const none = this.#feed.loaded && all.length === 0;
    this.#empty.hidden = !none;
    this.#rows.element.hidden = none;
    this.#tools.element.hidden = none;
    const shown = this.#tools.apply(all, (channel) =>
      `${channel.title ?? ''}\n${channel.id}\n${channel.group ?? ''}\n${channel.number ?? ''}\n${channel.source}`);
    this.#tools.say(shown.length, all.length);
    this.#rows.show(shown);
  }
}

function make() {
  const parts = {
    icon: sign('idle'),
    state: h('span'),
    name: foreign('', 'name'),
    sub: foreign('', 'sub'),
    curve: curve(120, 28),
    rate: h('span', { class: 'rate' }),
    source: foreign('', 'sub source'),
    clients: h('span', { class: 'amount' }),
    bar: faultBar(),
    trouble: foreign('', 'trouble-text'),
  };
  parts.row = h('div', { class: 'row row-columns', role: 'row' },
    h('div', { role: 'gridcell', class: 'c-state' }, parts.icon, parts.state),
    h('div', { role: 'gridcell', class: 'c-name' }, parts.name, parts.sub),
    h('div', { role: 'gridcell', class: 'c-rate' }, parts.curve, h('div', null, parts.rate, parts.source)),
    h('div', { role: 'gridcell', class: 'c-clients' }, parts.clients, parts.bar),
    h('div', { role: 'gridcell', class: 'c-trouble' }, parts.trouble));
  return parts;
}

function fill(parts, channel, feed) {
  setSign(parts.icon, shapeOfState(channel.state));
  mark(parts.row, 'data-state', channel.state);
  mark(parts.row, 'data-id', channel.id);
  say(parts.state, channel.state);
  say(parts.name, name(channel));
  const sub = [channel.number === null ? null : `${channel.number}`, channel.id, channel.group];
  say(parts.sub, sub.filter((text) => text !== null && text !== name(channel)).join(' · '));
  drawCurve(parts.curve, feed.histories.get(channel.id));
  say(parts.rate, channel.bps ? bitsPerSecond(channel.bps) : '');
  say(parts.source, sourceOf(channel));
  mark(parts.source, 'title', channel.source);
  say(parts.clients, channel.clients ? channel.clients.toLocaleString('en') : '');
  mark(parts.bar, 'hidden', channel.clients ? null : '');
  drawFaultBar(parts.bar, channel.faults);
  say(parts.trouble, trouble(channel));
}
