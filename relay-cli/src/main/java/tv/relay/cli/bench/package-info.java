/**
 * {@code relay bench}: how fast a relay is and how well it keeps clients apart, and a source to
 * find that out with. Its rooms are {@code packet} (what is sent and checked), {@code source},
 * {@code load} (the clients) and {@code compare} (one relay beside another). Of the server's module
 * it knows {@code tv.relay.mpegts} only: what it measures may be any relay.
 */
package tv.relay.cli.bench;
