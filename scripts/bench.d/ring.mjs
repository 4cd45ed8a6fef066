// A relay with a leaky ring for each client: the source is read as it comes, and a client that
// doesn't follow loses the oldest of what waits for it.    node ring.mjs PORT SOURCE_PORT
import { serve } from './upstream.mjs';

const CHUNKS = 512;

class LeakyRing {
  #slots = new Array(CHUNKS);
  #head = 0;
  #count = 0;

  push(chunk) {
    this.#slots[(this.#head + this.#count) % CHUNKS] = chunk;
    if (this.#count < CHUNKS) this.#count++;
    else this.#head = (this.#head + 1) % CHUNKS;
  }

  shift() {
    if (this.#count === 0) return undefined;
    const chunk = this.#slots[this.#head];
    this.#slots[this.#head] = undefined;
    this.#head = (this.#head + 1) % CHUNKS;
    this.#count--;
    return chunk;
  }
}

serve((source) => {
  const clients = new Map();

  function drain(client, state) {
    while (!state.full) {
      const chunk = state.ring.shift();
      if (chunk === undefined) return;
      state.full = !client.write(chunk);
    }
  }

  source.on('data', (chunk) => {
    for (const [client, state] of clients) {
      state.ring.push(chunk);
      drain(client, state);
    }
  });
  return {
    add(client) {
      const state = { ring: new LeakyRing(), full: false };
      clients.set(client, state);
      client.on('drain', () => {
        state.full = false;
        drain(client, state);
      });
    },
    remove(client) {
      clients.delete(client);
      return clients.size;
    },
  };
});
