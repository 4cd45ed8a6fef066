/**
 * What goes on as Prometheus wants it: figures read when somebody asks, from what is counted
 * anyway. Of the relay it imports channel and what a channel shows of itself.
 */
package tv.relay.metrics;
