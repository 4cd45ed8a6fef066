/**
 * Providers' accounts: who may have a connection to a source, so that there are never more than the
 * account allows. Imports registry.
 */
package tv.relay.account;
