package tv.relay.upstream;

/** What a source sends, as far as the relay can treat it. */
public enum StreamFormat {
  /** MPEG-TS: relayed packet by packet. */
  TRANSPORT_STREAM,
  /** Anything else, such as web radio: relayed as bytes. */
  OPAQUE
}
