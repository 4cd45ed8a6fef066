/**
 * Where one connection to a source ends and another begins: what is repeated is dropped, and what
 * comes from elsewhere is made to follow, once for all clients. Between the reader and the ring, on
 * the reader's thread. Imports ring, mpegts and index.
 */
package tv.relay.seam;
