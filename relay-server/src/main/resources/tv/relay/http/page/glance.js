// The first line of the page: how much there is, and who falls behind by whose fault.

import { bitsPerSecond } from './amounts.js';
import { h, mark, say } from './dom.js';
import { drawFaultBar, faultBar, sign } from './drawings.js';
import { FAULT_ADVICE, FAULT_WORDS, FAULTS } from './verdict.js';

const number = (amount) => amount.toLocaleString('en');

function clientsNote(all, behind) {
  if (all === 0) {
    return 'nobody watches';
  }
  return behind ? `${number(behind)} ${behind === 1 ? 'misses' : 'miss'} something` : 'all keep up';
}

export class Glance {
  #figures = {};
  #bar = faultBar();
  #legend = {};

  /** onFault is told which fault's clients the user wants to see. */
  constructor(host, onFault) {
    const figure = (name, title) => {
      this.#figures[name] = {
        value: h('span', { class: 'figure-value' }, '–'),
        note: h('span', { class: 'figure-note' }),
      };
      const { value, note } = this.#figures[name];
      return h('div', { class: 'figure' }, h('span', { class: 'figure-title' }, title), value, note);
    };
    const entry = (fault) => {
      const count = h('strong', null, '0');
      const button = h(
        'button',
        { type: 'button', class: `legend ${fault}`, title: FAULT_ADVICE[fault], onclick: () => onFault(fault) },
        sign(fault), count, ' ', FAULT_WORDS[fault],
      );
      this.#legend[fault] = { button, count };
      return button;
    };
    host.append(
      figure('channels', 'Channels'),
      figure('clients', 'Clients'),
      figure('bitrate', 'From sources'),
      h('div', { class: 'blame' },
        h('span', { class: 'figure-title' }, 'Who keeps up, and if not, why'),
        this.#bar,
        h('div', { class: 'legends', role: 'group', 'aria-label': 'Clients by fault' },
          FAULTS.map(entry))),
    );
  }

  show(feed) {
    let live = 0;
    let troubled = 0;
    let bps = 0;
    for (const channel of feed.channels.values()) {
      live += channel.state === 'live' ? 1 : 0;
      troubled += ['stalled', 'backoff', 'failed', 'waiting'].includes(channel.state) ? 1 : 0;
      bps += channel.bps;
    }
    const behind = feed.clients.size - feed.faults.fine;
    this.#say('channels', number(feed.channels.size),
      `${number(live)} live${troubled ? `, ${number(troubled)} in trouble` : ''}`, troubled > 0);
    this.#say('clients', number(feed.clients.size),
      clientsNote(feed.clients.size, behind),
      behind > 0);
    this.#say('bitrate', bps ? bitsPerSecond(bps) : '–', live ? 'once for all who watch' : 'nothing is read', false);
    drawFaultBar(this.#bar, feed.faults);
    for (const fault of FAULTS) {
      say(this.#legend[fault].count, number(feed.faults[fault]));
      this.#legend[fault].button.classList.toggle('none', feed.faults[fault] === 0);
    }
  }

  #say(name, value, note, warn) {
    const figure = this.#figures[name];
    say(figure.value, value);
    say(figure.note, note);
    mark(figure.note, 'data-warn', warn ? '' : null);
  }
}
