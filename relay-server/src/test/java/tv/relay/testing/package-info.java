/**
 * The hostile provider and the suspicious player: numbered MPEG-TS streams, scripted upstreams, and
 * clients that verify every packet. Imports nothing but the JDK, so that a fault in the relay
 * cannot hide behind the same fault here.
 */
package tv.relay.testing;
