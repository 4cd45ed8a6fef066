/** What has happened lately, for whoever asks later. Imports nothing of the relay. */
package tv.relay.events;
