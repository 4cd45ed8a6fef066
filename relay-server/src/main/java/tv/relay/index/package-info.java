/**
 * What is known of a transport stream that passes: its tables, its access points, its faults. Fed
 * by the reader with sequences; read by everybody as immutable snapshots. Knows no ring and no
 * client.
 */
package tv.relay.index;
