// Play links: to copy, and to open in a player.

import { address } from './api.js';
import { h, toast } from './dom.js';

export const playLink = (id) => address(`live/${encodeURIComponent(id)}.ts`);

/** Copies a text, also where the page came over plain HTTP and browsers have no clipboard. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast('Play link copied');
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
    toast(done ? 'Play link copied' : `Copy it by hand: ${text}`, !done);
  }
}

/** Phones know VLC by its scheme; on desks a playlist of one line opens it. */
export function openInPlayer(channel) {
  const link = playLink(channel.id);
  if (/Android|iPhone|iPad/.test(navigator.userAgent)) {
    location.href = `vlc://${link}`;
    return;
  }
  const title = (channel.title || channel.id).replace(/\p{C}/gu, '');
  const list = new Blob([`#EXTM3U\n#EXTINF:-1,${title}\n${link}\n`], { type: 'audio/x-mpegurl' });
  const file = URL.createObjectURL(list);
  h('a', { href: file, download: `${channel.id}.m3u` }).click();
  setTimeout(() => URL.revokeObjectURL(file), 10_000);
  toast('A playlist of this channel was saved; open it with VLC');
}
