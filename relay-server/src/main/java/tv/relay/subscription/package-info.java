/**
 * Documents that are fetched again and again: lists of channels, programme guides. Where they are,
 * when they are due, what became of them, and the file that remembers it. Imports registry's values
 * and files, upstream to fetch, and events.
 */
package tv.relay.subscription;
