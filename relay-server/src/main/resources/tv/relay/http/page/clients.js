// Lists of clients: of all channels, or of one.

import { millis, seconds } from './amounts.js';
import { foreign, h, mark, say } from './dom.js';
import { setSign, sign } from './drawings.js';
import { RowList } from './rows.js';
import { Tools } from './tools.js';
import { FAULT_WORDS, story, WORST_FIRST } from './verdict.js';

/** The bar of lag ends here; who is further behind fills it. */
const LAG_BAR_MILLIS = 10_000;

/** The bar of loss ends here: who misses more than a quarter sees nothing worth the name. */
const LOSS_BAR_SHARE = 0.25;

const rank = Object.fromEntries(WORST_FIRST.map((fault, i) => [fault, i]));
const byId = (one, other) => Number(one.id) - Number(other.id);

const ORDERS = {
  hurt: ['Worst first', (one, other) =>
    rank[one.fault] - rank[other.fault] || other.droppedMillis - one.droppedMillis || byId(one, other)],
  lag: ['Furthest behind', (one, other) => other.lagMillis - one.lagMillis || byId(one, other)],
  since: ['Latest first', (one, other) => byId(other, one)],
};

const KINDS = {
  all: ['All', () => true],
  link: ['Link', (client) => client.fault === 'link'],
  source: ['Source', (client) => client.fault === 'source'],
  relay: ['Relay', (client) => client.fault === 'relay'],
  fine: ['Keeps up', (client) => client.fault === 'fine'],
};

export class ClientList {
  #feed;
  #tools;
  #rows;
  #channel;
  #none = h('p', { class: 'nothing' }, 'Nobody is watching.');

  /** Without a channel, of all; open is told which client. */
  constructor(host, feed, open, channel = null) {
    this.#feed = feed;
    this.#channel = channel;
    this.#tools = new Tools('clients', ORDERS, KINDS, () => this.show());
    this.#rows = new RowList({
      name: channel ? 'client-rows of-one' : 'client-rows',
      label: channel ? 'Clients of this channel' : 'Clients',
      columns: [
        { title: 'Now', className: 'c-fault' },
        { title: 'Player', className: 'c-player' },
        { title: 'Channel', className: 'c-channel' },
        { title: 'Lag, and loss', className: 'c-lag' },
        { title: 'Missed so far, and why', className: 'c-story' },
        { title: 'Since', className: 'c-since' },
      ],
      key: (client) => client.id,
      make,
      fill: (parts, client) => fill(parts, client, feed),
      open: (client) => open(client.id),
    });
    host.append(this.#tools.element, this.#rows.element, this.#none);
  }

  /** Only those who suffer from that. */
  choose(fault) {
    this.#tools.choose(fault);
  }

  show() {
    let all = [...this.#feed.clients.values()];
    if (this.#channel) {
      all = all.filter((client) => client.channel === this.#channel);
    }
    const shown = this.#tools.apply(all, (client) => {
      const title = this.#feed.channels.get(client.channel)?.title ?? '';
      return `${client.userAgent}\n${client.address}\n${client.channel}\n${title}`;
    });
    this.#tools.say(shown.length, all.length);
    this.#none.hidden = !this.#feed.loaded || shown.length > 0;
    say(this.#none, all.length ? 'No client is like that.' : 'Nobody is watching.');
    this.#rows.element.hidden = shown.length === 0;
    this.#rows.show(shown);
  }
}

function make() {
  const parts = {
    icon: sign('fine'),
    fault: h('span'),
    player: foreign('', 'name'),
    address: foreign('', 'sub'),
    channel: foreign('', 'channel-name'),
    now: h('span', { class: 'lag-now' }),
    most: h('span', { class: 'lag-most' }),
    lag: h('span', { class: 'amount' }),
    lost: h('span', { class: 'loss-now' }),
    loss: h('span', { class: 'amount' }),
    story: foreign('', 'story'),
    since: h('span'),
  };
  parts.lossLine = h('div', { class: 'measure loss' },
    h('span', { class: 'lag-bar', 'aria-hidden': 'true' }, parts.lost), parts.loss);
  parts.row = h('div', { class: 'row row-columns', role: 'row' },
    h('div', { role: 'gridcell', class: 'c-fault' }, parts.icon, parts.fault),
    h('div', { role: 'gridcell', class: 'c-player' }, parts.player, parts.address),
    h('div', { role: 'gridcell', class: 'c-channel' }, parts.channel),
    h('div', { role: 'gridcell', class: 'c-lag' },
      h('div', { class: 'measure' },
        h('span', { class: 'lag-bar', 'aria-hidden': 'true' }, parts.now, parts.most), parts.lag),
      parts.lossLine),
    h('div', { role: 'gridcell', class: 'c-story' }, parts.story),
    h('div', { role: 'gridcell', class: 'c-since' }, parts.since));
  return parts;
}

const share = (amount, of) => `${Math.min(100, (amount / of) * 100)}%`;

/** What of its time a client has missed, as "0.3 %", "12 %". */
function percent(part) {
  const all = Math.min(100, part * 100);
  return all < 0.1 ? '<0.1 %' : `${all < 9.95 ? all.toFixed(1) : Math.round(all)} %`;
}

function fill(parts, client, feed) {
  const channel = feed.channels.get(client.channel);
  setSign(parts.icon, client.fault);
  mark(parts.row, 'data-fault', client.fault);
  mark(parts.row, 'data-id', client.id);
  say(parts.fault, FAULT_WORDS[client.fault]);
  say(parts.player, client.userAgent || 'unnamed player');
  say(parts.address, client.address);
  say(parts.channel, channel?.title || client.channel);
  parts.now.style.width = share(client.lagMillis, LAG_BAR_MILLIS);
  parts.most.style.left = share(client.maxLagMillis, LAG_BAR_MILLIS);
  mark(parts.most, 'hidden', client.maxLagMillis ? null : '');
  const missed = client.droppedMillis / Math.max(1000, feed.now - client.since);
  mark(parts.lossLine, 'hidden', missed > 0 ? null : '');
  parts.lost.style.width = share(missed, LOSS_BAR_SHARE);
  say(parts.loss, missed > 0 ? `${percent(missed)} lost` : '');
  say(parts.lag, client.lagMillis ? millis(client.lagMillis) : 'none');
  say(parts.story, story(client, channel));
  say(parts.since, seconds((feed.now - client.since) / 1000));
}
