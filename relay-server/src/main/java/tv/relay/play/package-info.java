/**
 * Play accounts: who may watch by user and password, and how many streams at once. They are the
 * relay's own and have nothing to do with providers' accounts. Imports the registry only.
 */
package tv.relay.play;
