/** The program {@code relay}: its commands put together. May import every room of the module. */
package tv.relay.cli;
