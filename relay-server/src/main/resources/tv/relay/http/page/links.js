// Play links: to copy, and to open in a player.

import { address } from './api.js';
import { h, toast } from './dom.js';

const livePath = (id) => `live/${encodeURIComponent(id)}.ts`;

/** For the page itself, which asks nobody but where it came from. */
export const ownLink = (id) => address(livePath(id));

const isOfThisMachine = (url) => /^(localhost|127\.[0-9.]+|\[::1\])$/.test(new URL(url).hostname);

/**
 * The link for players, as the relay's playlist has it; base is what the relay calls itself. Behind
 * a proxy that doesn't pass on what it was asked for, that may be a name of the proxy's machine
 * only; then the way by which the page came is better.
 */
export function playLink(base, id) {
  const own = ownLink(id);
  return !base || (isOfThisMachine(base) && !isOfThisMachine(own)) ? own : `${base}/${livePath(id)}`;
}

/** What there is to say of a link beside that it was copied or saved. */
const warning = (link) =>
  isOfThisMachine(link) ? '. It works on this machine only: --public-url tells the relay its name' : '';

/** Copies a text, also where the page came over plain HTTP and browsers have no clipboard. */
export async function copy(text) {
  const said = `Play link copied${warning(text)}`;
  try {
    await navigator.clipboard.writeText(text);
    toast(said);
  } catch {
    const dialogs = document.querySelectorAll('dialog[open]');
    const place = h('textarea', { class: 'offscreen', readonly: true, 'aria-hidden': 'true' });
    place.value = text;
    (dialogs.length ? dialogs[dialogs.length - 1] : document.body).append(place);
    const before = document.activeElement;
    place.select();
    const done = document.execCommand('copy');
    place.remove();
    before?.focus();
    toast(done ? said : `Copy it by hand: ${text}`, !done);
  }
}

/** Phones know VLC by its scheme; on desks a playlist of one line opens it. */
export function openInPlayer(base, channel) {
  const link = playLink(base, channel.id);
  if (/Android|iPhone|iPad/.test(navigator.userAgent)) {
    location.href = `vlc://${link}`;
    return;
  }
  const title = (channel.title || channel.id).replace(/\p{C}/gu, '');
  const list = new Blob([`#EXTM3U\n#EXTINF:-1,${title}\n${link}\n`], { type: 'audio/x-mpegurl' });
  const file = URL.createObjectURL(list);
  h('a', { href: file, download: `${channel.id}.m3u` }).click();
  setTimeout(() => URL.revokeObjectURL(file), 10_000);
  toast(`A playlist of this channel was saved; open it with VLC${warning(link)}`);
}
