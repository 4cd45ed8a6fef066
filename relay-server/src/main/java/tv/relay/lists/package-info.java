/**
 * Lists of channels taken in: which entries are wanted, which channels they are, and what changes.
 * Imports playlist and the values of registry.
 */
package tv.relay.lists;
