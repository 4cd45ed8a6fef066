/**
 * Lists of channels taken in: which entries are wanted, which channels they are, and what changes.
 * Imports playlist, registry and subscription.
 */
package tv.relay.lists;
