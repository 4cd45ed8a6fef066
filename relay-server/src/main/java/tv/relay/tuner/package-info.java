/**
 * The channels as a tuner has them: numbers that stay, the id of the device, how many tuners there
 * are. Knows the registry only, nothing of HTTP.
 */
package tv.relay.tuner;
