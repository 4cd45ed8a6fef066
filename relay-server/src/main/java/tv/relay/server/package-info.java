/** The composition root: options in, a running relay out. May import every room. */
package tv.relay.server;
