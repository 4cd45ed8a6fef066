// Whose fault it is that a client misses something: its link's, the source's, or the relay's.
// The words are those of `relay status`; the class is what is the matter now.

import { millis } from './amounts.js';

/** How long after a skip or a gap a client still counts as troubled. */
const RECENT_MILLIS = 60_000;

/** Behind by so much is behind; what is sent in bursts never lags by a second. */
export const BEHIND_MILLIS = 1000;

/** A client that has just come is still being sent what it starts with. */
const SETTLING_MILLIS = 5000;

const FLOWING = new Set(['live', 'lingering', 'draining']);

/** The classes, as they stand side by side. */
export const FAULTS = ['fine', 'link', 'source', 'relay'];

/** What hurts all comes before what hurts one. */
export const WORST_FIRST = [...FAULTS].reverse();

export const FAULT_WORDS = {
  relay: 'relay too late',
  source: 'source',
  link: 'link too slow',
  fine: 'keeps up',
};

export const FAULT_ADVICE = {
  relay:
    'The client had taken all that it was offered, and then the relay was too late. It needs more CPU, or a larger --ring-size.',
  source:
    'The stream had these breaks already when it came, so every client of the channel has them. Another source may be better.',
  link: "The client's link or player takes less than the stream brings. It loses whole groups of pictures; nobody else notices.",
  fine: 'It gets everything as it comes.',
};

/** Plain counts here, not grouped by thousands: the commands print them so. */
const count = (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** What a client has missed since it came, in words; "-" for nothing. */
export function words(client) {
  const faults = [];
  if (client.lostChunks > 0) {
    faults.push(skips(client));
  }
  if (client.unfinishedCuts > 0) {
    faults.push(`relay: no memory to finish ${count(client.unfinishedCuts, 'picture')}`);
  }
  const source = [];
  if (client.sourceGaps > 0) {
    source.push(count(client.sourceGaps, 'gap'));
  }
  if (client.sourceReconnects > 0) {
    source.push(count(client.sourceReconnects, 'reconnect'));
  }
  if (source.length > 0) {
    faults.push(`source: ${source.join(', ')}`);
  }
  return faults.length === 0 ? '-' : faults.join('; ');
}

function relayOnly(client) {
  return client.lateSkips > 0 && client.lateSkips >= client.skips;
}

function skips(client) {
  const text =
    (relayOnly(client) ? 'relay too late: ' : 'link too slow: ') +
    `${millis(client.droppedMillis)} lost in ${count(client.skips, 'skip')}`;
  return relayOnly(client) || client.lateSkips === 0
    ? text
    : `${text}, ${client.lateSkips} of them since the relay was too late`;
}

/** What is the matter with a client just now: one of FAULTS. */
export function faultNow(client, channel, now) {
  const losing = client.lostChunks > 0 && now - client.lastDrop < RECENT_MILLIS;
  if (losing && relayOnly(client)) {
    return 'relay';
  }
  if ((channel && !FLOWING.has(channel.state)) || now - client.sourceTroubleAt < RECENT_MILLIS) {
    return 'source';
  }
  const behind = client.lagMillis >= BEHIND_MILLIS && now - client.since > SETTLING_MILLIS;
  return losing || behind ? 'link' : 'fine';
}

/** A few words on what is the matter now or was before. */
export function story(client, channel) {
  const said = words(client);
  if (said !== '-') {
    return said;
  }
  if (client.fault === 'source' && channel && !FLOWING.has(channel.state)) {
    return `source: ${channel.state}`;
  }
  return client.fault === 'link' ? 'link too slow: falls behind' : '';
}
