// Events as they come. EventSource can't send the token in a header, so the stream is read by
// hand, after the HTML standard's rules for server-sent events.

import { raw } from './api.js';

const MOST_LINE_LETTERS = 100_000;

/** Splits a stream of text into events: calls back with their name, id and data. */
export function reader(onEvent) {
  let rest = '';
  let event = {};
  return (text) => {
    rest += text;
    const lines = rest.split('\n');
    rest = lines.pop();
    if (rest.length > MOST_LINE_LETTERS) {
      throw new Error('the event stream has a line without an end');
    }
    for (const line of lines) {
      if (line === '') {
        if (event.data !== undefined) {
          onEvent(event);
        }
        event = {};
      } else if (!line.startsWith(':')) {
        const colon = line.indexOf(':');
        const field = colon < 0 ? line : line.slice(0, colon);
        event[field] = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      }
    }
  };
}

/** Follows the relay's events until it is stopped; comes back by itself after a break. */
export class EventFeed {
  #aborter = new AbortController();
  #last = 0;
  #onEvent;

  constructor(onEvent) {
    this.#onEvent = onEvent;
  }

  async start() {
    const { signal } = this.#aborter;
    let wait = 1000;
    while (!signal.aborted) {
      try {
        if (await this.#follow(signal)) {
          wait = 1000;
        }
      } catch {
        // The overview says that there is trouble, and what.
      }
      if (!signal.aborted) {
        await new Promise((resolve) => setTimeout(resolve, wait));
        wait = Math.min(15_000, wait * 2);
      }
    }
  }

  stop() {
    this.#aborter.abort();
  }

  async #follow(signal) {
    const response = await raw('GET', 'api/v1/events/stream', {
      signal,
      headers: { 'Last-Event-ID': String(this.#last) },
    });
    if (!response.ok) {
      if (response.status === 401) {
        this.stop();
      }
      return false;
    }
    const feed = reader((event) => this.#take(event));
    const text = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await text.read();
      if (done) {
        return true;
      }
      feed(value);
    }
  }

  #take(event) {
    const data = JSON.parse(event.data);
    if (event.event === 'missed') {
      this.#onEvent({ kind: 'missed', text: `${data.count} events were missed`, at: null });
      return;
    }
    this.#last = Number(event.id);
    this.#onEvent(data);
  }
}
