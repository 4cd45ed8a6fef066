package tv.relay.mpegts;

/** One stream of a programme, as its PMT names it. */
public record ElementaryStream(int pid, Codec codec) {}
