/**
 * The running server, asked from outside: each test starts a relay on loopback, between a provider
 * that misbehaves on order and clients that verify every packet. Imports server, the options it is
 * started with, and testing.
 */
package tv.relay.acceptance;
