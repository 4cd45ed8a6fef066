/**
 * What goes on, as immutable snapshots that are taken without disturbing it. Imports channel and
 * what channel imports.
 */
package tv.relay.status;
