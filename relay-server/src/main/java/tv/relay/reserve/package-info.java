/**
 * How far clients may go in a ring: to its head, or, for a channel with a reserve, to where it has
 * been released, some seconds behind. Imports ring and index.
 */
package tv.relay.reserve;
