/**
 * What a page that stays open needs each second: all channels and clients as short rows, and of
 * these only what has changed. Imports status and what status imports.
 */
package tv.relay.overview;
