// Plays a channel in the page, where the browser can. The player (mpegts.js) is fetched when it is
// first asked for.

import { address } from './api.js';
import { h, say } from './dom.js';
import { ownLink } from './links.js';

// Scripts are the one thing here that is loaded by address; only this one is let through.
const policy = globalThis.trustedTypes?.createPolicy('relay-page', {
  createScriptURL: (url) => {
    if (url !== address('page/mpegts.js')) {
      throw new TypeError(`not a script of this page: ${url}`);
    }
    return url;
  },
});

let loading = null;

function player() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    const url = address('page/mpegts.js');
    script.src = policy ? policy.createScriptURL(url) : url;
    script.onload = () => resolve(globalThis.mpegts);
    script.onerror = () => {
      loading = null;
      reject(new Error('the player could not be loaded'));
    };
    document.head.append(script);
  });
  return loading;
}

export class Preview {
  #video = h('video', { class: 'preview-video', controls: true, playsinline: true, 'aria-label': 'Preview' });
  #note = h('p', { class: 'preview-note', role: 'status' });
  #element = h('div', { class: 'preview', hidden: true }, this.#video, this.#note);
  #player = null;
  #wanted = false;

  get element() {
    return this.#element;
  }

  get playing() {
    return this.#wanted;
  }

  async start(id) {
    this.#wanted = true;
    this.#element.hidden = false;
    say(this.#note, 'Starting…');
    try {
      const mpegts = await player();
      if (!this.#wanted) {
        return;
      }
      if (!mpegts.isSupported()) {
        throw new Error('this browser has no Media Source Extensions');
      }
      mpegts.LoggingControl.enableAll = false;
      this.#player = mpegts.createPlayer(
        { type: 'mpegts', isLive: true, url: ownLink(id) },
        { enableWorker: false, liveBufferLatencyChasing: true, lazyLoad: false, autoCleanupSourceBuffer: true },
      );
      this.#player.on(mpegts.Events.ERROR, (type, detail) => this.#fail(type, detail));
      this.#player.attachMediaElement(this.#video);
      this.#video.addEventListener('playing', () => say(this.#note, ''), { once: true });
      this.#player.load();
      await this.#player.play();
    } catch (e) {
      if (this.#wanted && e.name !== 'AbortError') {
        this.#fail('', e.message);
      }
    }
  }

  #fail(type, detail) {
    this.#end();
    const network = type === 'NetworkError';
    say(this.#note, network
      ? 'The stream ended or did not start. The state above says why.'
      : `The browser can't play this stream (${detail}). It plays H.264 with AAC or MP3; open it in VLC.`);
  }

  stop() {
    this.#wanted = false;
    this.#end();
    this.#element.hidden = true;
    say(this.#note, '');
  }

  #end() {
    this.#player?.destroy();
    this.#player = null;
  }
}
