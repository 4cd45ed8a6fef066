// What happened lately, the newest first.

import { foreign, h, say } from './dom.js';
import { sign } from './drawings.js';

const MOST = 300;

const SIGNS = {
  connected: 'live', lost: 'trouble', failed: 'failed', failover: 'source', 'gave-up': 'failed',
  'handed-over': 'source', 'account-full': 'trouble', evicted: 'link', missed: 'waiting',
  returned: 'source', repaired: 'fine', refreshed: 'fine', 'refresh-failed': 'trouble',
};

export class EventList {
  #list = h('ol', { class: 'event-list' });
  #none = h('p', { class: 'nothing' }, 'Nothing has happened yet. Sources that connect, fail or take over show up here.');
  #count;
  #open;

  /** open is told the id of a channel. */
  constructor(host, count, open) {
    this.#count = count;
    this.#open = open;
    host.append(h('h2', { class: 'events-title' }, 'Events'), this.#none,
      h('div', { class: 'event-scroll', tabindex: '0', role: 'group', 'aria-label': 'Latest events' }, this.#list));
  }

  add(event) {
    this.#none.hidden = true;
    this.#list.prepend(this.#item(event));
    if (this.#list.childElementCount > MOST) {
      this.#list.lastElementChild.remove();
    }
    say(this.#count, String(this.#list.childElementCount));
  }

  #item({ kind, at, channel, text }) {
    const when = at ? new Date(at) : null;
    return h('li', { class: 'event', 'data-kind': kind },
      sign(SIGNS[kind] ?? 'waiting'),
      h('div', { class: 'event-body' },
        h('div', { class: 'event-head' },
          h('span', { class: 'event-kind' }, kind.replace('-', ' ')),
          channel
            ? h('button', { type: 'button', class: 'plain', onclick: () => this.#open(channel) }, foreign(channel))
            : null,
          when ? h('time', { datetime: at, title: when.toLocaleString() }, when.toLocaleTimeString()) : null),
        foreign(text, 'event-text')));
  }
}
