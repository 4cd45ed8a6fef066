// One client: how it fares, whose fault that is, what helps, and kick.

import { millis, seconds } from './amounts.js';
import { ask } from './api.js';
import { foreign, h, mark, say, toast } from './dom.js';
import { setSign, sign } from './drawings.js';
import { facts, sheet, sure } from './sheet.js';
import { FAULT_ADVICE, FAULT_WORDS, words } from './verdict.js';

export class ClientSheet {
  #id;
  #feed;
  #dialog;
  #icon = sign('fine');
  #fault = h('strong');
  #advice = h('p', { class: 'advice' });
  #facts = h('div');

  constructor(id, feed) {
    this.#id = id;
    this.#feed = feed;
    const { userAgent } = feed.clients.get(id);
    this.#dialog = sheet({
      title: foreign(userAgent || 'unnamed player'),
      className: 'small client-sheet',
      body: [
        h('p', { class: 'state-line' }, this.#icon, this.#fault),
        this.#advice,
        this.#facts,
        h('div', { class: 'buttons' },
          h('button', { type: 'button', class: 'quiet-danger', onclick: () => this.#kick() }, 'Kick')),
      ],
    });
    this.show();
  }

  get dialog() {
    return this.#dialog;
  }

  show() {
    const client = this.#feed.clients.get(this.#id);
    if (!client) {
      if (this.#dialog.open) {
        this.#dialog.close();
        toast('This client has left');
      }
      return;
    }
    const channel = this.#feed.channels.get(client.channel);
    mark(this.#dialog, 'data-fault', client.fault);
    setSign(this.#icon, client.fault);
    say(this.#fault, FAULT_WORDS[client.fault]);
    say(this.#advice, FAULT_ADVICE[client.fault]);
    const ago = client.lastDrop ? `${seconds((this.#feed.now - client.lastDrop) / 1000)} ago` : null;
    this.#facts.replaceChildren(facts([
      ['Channel', foreign(channel?.title || client.channel)],
      ['Address', foreign(client.address)],
      ['Watching for', seconds((this.#feed.now - client.since) / 1000)],
      ['Lag', client.lagMillis ? millis(client.lagMillis) : 'none'],
      ['Most lag', client.maxLagMillis ? millis(client.maxLagMillis) : 'none'],
      ['Missed so far', words(client) === '-' ? 'nothing' : words(client)],
      ['Last skip', ago],
    ]));
  }

  async #kick() {
    if (!(await sure('Kick this client? Its picture ends; it may come back.', 'Kick'))) {
      return;
    }
    try {
      await ask('DELETE', `api/v1/clients/${encodeURIComponent(this.#id)}`);
      this.#dialog.close();
      toast('The client is kicked');
      this.#feed.refresh();
    } catch (e) {
      toast(`Not kicked: ${e.message}`, true);
    }
  }
}
