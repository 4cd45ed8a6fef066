/**
 * The HTTP face: live streams, playlist, status, administration. The only room that imports
 * Undertow.
 */
package tv.relay.http;
