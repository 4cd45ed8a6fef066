/**
 * What the options need of the machine's memory, and whether it has that. Imports nothing but the
 * JDK; the launcher ({@code scripts/memory.bash}) has the same figures.
 */
package tv.relay.memory;
