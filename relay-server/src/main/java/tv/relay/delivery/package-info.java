/**
 * Sending a ring to many clients: cursors, wake-ups, sockets, and the account of what each client
 * got and lost. Imports ring; beside the HTTP face the only room that sees XNIO.
 */
package tv.relay.delivery;
