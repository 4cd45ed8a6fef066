package tv.relay.cli.bench.source;

/**
 * What a source sends.
 *
 * @param channels at /0.ts, /1.ts and so on
 * @param bitsPerSecond of each channel
 * @param unalignedPercent of the ticks, those that end inside a packet
 */
public record SourceShape(int channels, long bitsPerSecond, int unalignedPercent) {}
