// What the page knows of the relay: asks once a second what has changed, and keeps the rest.

import { ask } from './api.js';
import { faultNow, FAULTS } from './verdict.js';

const PACE_MILLIS = 1000;
const SLOWEST_MILLIS = 10_000;
const HISTORY_SECONDS = 60;

/** Numbers that the relay leaves out when they are 0. */
const CLIENT = {
  userAgent: '', lagMillis: 0, maxLagMillis: 0, lostChunks: 0, droppedMillis: 0, skips: 0,
  lateSkips: 0, unfinishedCuts: 0, lastDrop: 0, sourceGaps: 0, sourceReconnects: 0,
  sourceTroubleAt: 0, fault: 'fine',
};
const CHANNEL = {
  title: null, group: null, number: null, source: '', sourcePlace: 1, sources: 1, lastError: null, clients: 0,
  droppedMillis: 0, skips: 0, lateSkips: 0, evictedClients: 0, continuityErrors: 0, reconnects: 0,
  scrambled: false,
};

const noFaults = () => Object.fromEntries(FAULTS.map((fault) => [fault, 0]));

/** Fires "change" after each answer, "trouble" when there is none, "refused" on a bad token. */
export class Feed extends EventTarget {
  channels = new Map();
  clients = new Map();
  histories = new Map();
  faults = noFaults();
  now = 0;
  started = 0;
  relayVersion = '';
  /** Under which URL players reach the relay. */
  base = '';
  loaded = false;
  #version = '';
  #timer = 0;
  #wait = PACE_MILLIS;
  #aborter = null;
  #asking = false;

  start() {
    this.#aborter = new AbortController();
    document.addEventListener('visibilitychange', this.#seen);
    this.#ask();
  }

  stop() {
    clearTimeout(this.#timer);
    this.#aborter?.abort();
    this.#aborter = null;
    document.removeEventListener('visibilitychange', this.#seen);
  }

  /** Asks at once, as after a change. */
  refresh() {
    if (this.#aborter && !this.#asking) {
      clearTimeout(this.#timer);
      this.#ask();
    }
  }

  // A page that nobody sees asks nothing.
  #seen = () => {
    if (!document.hidden) {
      this.refresh();
    }
  };

  async #ask() {
    const mine = this.#aborter;
    this.#asking = true;
    try {
      const path = `api/v1/overview?since=${encodeURIComponent(this.#version)}`;
      const answer = await ask('GET', path, { signal: mine.signal });
      this.#apply(answer);
      this.#wait = PACE_MILLIS;
      this.dispatchEvent(new Event('change'));
    } catch (e) {
      if (e.name === 'AbortError') {
        return;
      }
      if (e.status === 401) {
        this.dispatchEvent(new Event('refused'));
        return;
      }
      this.#wait = Math.min(SLOWEST_MILLIS, this.#wait * 2);
      this.dispatchEvent(new CustomEvent('trouble', { detail: e }));
    } finally {
      this.#asking = false;
    }
    if (mine === this.#aborter && !document.hidden) {
      this.#timer = setTimeout(() => this.#ask(), this.#wait);
    }
  }

  #apply(answer) {
    this.#version = answer.version;
    this.now = answer.now;
    this.started = answer.started;
    this.relayVersion = answer.relayVersion;
    if (answer.full) {
      this.base = answer.base ?? '';
      this.channels.clear();
      this.clients.clear();
    }
    for (const id of answer.gone?.channels ?? []) {
      this.channels.delete(id);
      this.histories.delete(id);
    }
    for (const id of answer.gone?.clients ?? []) {
      this.clients.delete(id);
    }
    for (const row of answer.channels ?? []) {
      const known = this.channels.get(row.id);
      this.channels.set(row.id, {
        ...CHANNEL, ...row, bps: known?.bps ?? 0, faults: known?.faults ?? noFaults(),
      });
    }
    for (const { id, bps = 0 } of answer.bitrates ?? []) {
      const channel = this.channels.get(id);
      if (channel) {
        channel.bps = bps;
      }
    }
    for (const row of answer.clients ?? []) {
      this.#client(row, this.clients.get(row.id));
    }
    this.#judge();
    this.#remember();
    this.loaded = true;
  }

  #client(row, known) {
    const client = { ...CLIENT, ...row };
    const worse =
      known &&
      (client.sourceGaps > known.sourceGaps || client.sourceReconnects > known.sourceReconnects);
    client.sourceTroubleAt = worse ? this.now : (known?.sourceTroubleAt ?? 0);
    this.clients.set(row.id, client);
  }

  /** Who is to blame, client by client, and how many of each a channel has. */
  #judge() {
    this.faults = noFaults();
    for (const channel of this.channels.values()) {
      if (channel.clients > 0 || channel.watched) {
        channel.faults = noFaults();
        channel.watched = channel.clients > 0;
      }
    }
    for (const client of this.clients.values()) {
      const channel = this.channels.get(client.channel);
      client.fault = faultNow(client, channel, this.now);
      this.faults[client.fault]++;
      if (channel) {
        channel.faults[client.fault]++;
      }
    }
  }

  #remember() {
    for (const channel of this.channels.values()) {
      let history = this.histories.get(channel.id);
      if (!history && channel.bps > 0) {
        history = [];
        this.histories.set(channel.id, history);
      }
      if (history) {
        history.push(channel.bps);
        if (history.length > HISTORY_SECONDS) {
          history.shift();
        }
      }
    }
  }
}
