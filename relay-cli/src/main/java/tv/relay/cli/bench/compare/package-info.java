/**
 * One relay beside another: turns the results that {@code scripts/bench} has collected into a table
 * and a picture. Imports Jackson and the JDK.
 */
package tv.relay.cli.bench.compare;
