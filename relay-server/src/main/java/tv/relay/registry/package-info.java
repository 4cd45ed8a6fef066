/**
 * Which channels exist: their definitions, the rules that a definition must meet, and the file that
 * keeps them. Imports nothing of the relay.
 */
package tv.relay.registry;
