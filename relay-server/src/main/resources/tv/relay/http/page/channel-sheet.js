// One channel: what it is, how it goes, who watches, and what can be done.

import { bitsPerSecond, bytes, millis, seconds } from './amounts.js';
import { ask, channelPath } from './api.js';
import { ClientList } from './clients.js';
import { foreign, h, mark, say, toast } from './dom.js';
import { curve, drawCurve, setSign, shapeOfState, sign, STATE_HINTS } from './drawings.js';
import { editChannel } from './edit.js';
import { copy, openInPlayer, playLink } from './links.js';
import { Preview } from './preview.js';
import { facts, sheet, sure } from './sheet.js';

const PACE_MILLIS = 2000;

export class ChannelSheet {
  #id;
  #feed;
  #dialog;
  #clients;
  #timer = 0;
  #preview = new Preview();
  #icon = sign('idle');
  #state = h('span', { class: 'state-text' });
  #title = foreign('');
  #rate = h('span', { class: 'big-rate' });
  #curve = curve(480, 64);
  #sources = h('ul', { class: 'origins' });
  #details = h('div');
  #play;
  #next;

  constructor(id, feed, openClient) {
    this.#id = id;
    this.#feed = feed;
    this.#play = this.#button('Play here', () => this.#toggle(), 'primary');
    this.#next = this.#button('Next source', () => this.#switch());
    const watchers = h('section', { class: 'sheet-clients' });
    this.#dialog = sheet({
      title: this.#title,
      className: 'wide',
      body: [
        h('p', { class: 'state-line' }, this.#icon, this.#state),
        h('div', { class: 'buttons' },
          this.#play,
          this.#button('Copy play link', () => copy(playLink(feed.base, id))),
          this.#button('Open in VLC', () => openInPlayer(feed.base, this.#channel() ?? { id })),
          this.#next,
          this.#button('Edit', () => editChannel(id, () => feed.refresh())),
          this.#button('Remove', () => this.#remove(), 'quiet-danger')),
        this.#preview.element,
        h('div', { class: 'big-curve' }, this.#curve, this.#rate),
        h('h3', null, 'Sources'), this.#sources,
        h('h3', null, 'Stream'), this.#details,
        h('h3', null, 'Clients'), watchers,
      ],
    });
    this.#clients = new ClientList(watchers, feed, openClient, id);
    this.#dialog.addEventListener('close', () => this.#end());
    this.show();
    this.#read();
  }

  get dialog() {
    return this.#dialog;
  }

  #button(text, onclick, className) {
    return h('button', { type: 'button', class: className, onclick }, text);
  }

  #channel() {
    return this.#feed.channels.get(this.#id);
  }

  /** With each answer of the feed. */
  show() {
    const channel = this.#channel();
    if (!channel) {
      if (this.#feed.loaded) {
        this.#dialog.close();
      }
      return;
    }
    say(this.#title, channel.title || channel.id);
    setSign(this.#icon, shapeOfState(channel.state));
    mark(this.#dialog, 'data-state', channel.state);
    const since = seconds((this.#feed.now - channel.stateSince) / 1000);
    say(this.#state, `${channel.state} for ${since}: ${STATE_HINTS[channel.state] ?? ''}`);
    const history = this.#feed.histories.get(this.#id);
    drawCurve(this.#curve, history);
    say(this.#rate, channel.bps ? bitsPerSecond(channel.bps) : channel.state === 'live' ? 'measuring…' : 'nothing comes');
    this.#next.hidden = channel.sources < 2;
    this.#clients.show();
  }

  async #read() {
    try {
      const status = await ask('GET', `status/${encodeURIComponent(this.#id)}?clients=none`);
      this.#sources.replaceChildren(...status.sources.map((source) => sourceLine(source, status)));
      this.#details.replaceChildren(streamFacts(status));
    } catch {
      // The page's head says when the relay doesn't answer.
    }
    if (this.#dialog.open) {
      this.#timer = setTimeout(() => this.#read(), PACE_MILLIS);
    }
  }

  #toggle() {
    if (this.#preview.playing) {
      this.#preview.stop();
    } else {
      this.#preview.start(this.#id);
    }
    say(this.#play, this.#preview.playing ? 'Stop playing' : 'Play here');
  }

  async #switch() {
    this.#next.disabled = true;
    try {
      const { source } = await ask('POST', `${channelPath(this.#id)}/next`);
      toast(`Now from ${source}`);
    } catch (e) {
      toast(`Not switched: ${e.message}`, true);
    } finally {
      this.#next.disabled = false;
      this.#next.focus();
      this.#feed.refresh();
    }
  }

  async #remove() {
    const watching = this.#channel()?.clients ?? 0;
    const question = watching
      ? `Remove ${this.#id}? ${watching} who watch it lose their picture.`
      : `Remove ${this.#id}?`;
    if (!(await sure(question, 'Remove'))) {
      return;
    }
    try {
      await ask('DELETE', channelPath(this.#id));
      this.#dialog.close();
      toast(`${this.#id} is removed`);
      this.#feed.refresh();
    } catch (e) {
      toast(`Not removed: ${e.message}`, true);
    }
  }

  #end() {
    clearTimeout(this.#timer);
    this.#preview.stop();
  }
}

function sourceLine(source, status) {
  const used = source.url === status.upstream.url;
  const notes = [
    `${source.state} for ${seconds(source.stateSeconds)}`,
    source.coolingSeconds ? `passed over for ${seconds(source.coolingSeconds)}` : null,
    source.tries ? `${source.tries} failed in a row` : null,
    source.lastError ? `last error: ${source.lastError}` : null,
  ];
  return h('li', { class: used ? 'origin used' : 'origin' },
    sign({ live: 'live', connecting: 'waiting', backoff: 'trouble', cooling: 'waiting' }[source.state] ?? 'idle'),
    h('div', null, foreign(source.url, 'origin-url'),
      foreign(notes.filter(Boolean).join(' · '), 'sub')));
}

function streamFacts({ stream, ring, losses, upstream }) {
  const codecs = (stream?.programmes ?? [])
    .map((programme) => programme.streams.map(({ codec }) => codec).join(', ')).join('; ');
  return facts([
    ['Codecs', codecs],
    ['Starts and skips', stream?.handling],
    ['A start every', stream?.accessPointIntervalMillis ? millis(stream.accessPointIntervalMillis) : null],
    ['Gaps in the source', stream?.continuityErrors],
    ['Clock jumps', stream?.pcrJumps],
    ['Jitter', stream?.pcrJitterMillis === null || stream === null ? null : millis(stream.pcrJitterMillis)],
    ['Reconnects', upstream.reconnects],
    ['Received', upstream.receivedBytes ? bytes(upstream.receivedBytes) : null],
    ['Ring holds', ring ? `${millis(ring.heldMillis)} in ${bytes(ring.capacityBytes)}` : null],
    ['Lost by all clients', losses?.skips ? `${millis(losses.droppedMillis)} in ${losses.skips} skips` : null],
    ['Disconnected for taking nothing', losses?.evictedClients || null],
  ]);
}
