package tv.relay.mpegts;

import tv.relay.mpegts.AccessUnitProbe.Verdict;

/**
 * What one coding standard says with its units, from start code to start code (0x000001), about the
 * first picture of a PES packet. Bytes come one by one, as they may be split over packets anywhere.
 */
interface CodedUnits {

  /** A PES packet begins; nothing of the one before it counts. */
  void begin();

  /** A unit begins; the byte is the one after the start code prefix. */
  Verdict unit(int header);

  /** Whether {@link #body} has to see the bytes of the unit at hand. */
  boolean readsBody();

  /** The next byte of the unit; zeros that belong to the start code after it come as well. */
  Verdict body(int value);

  /** Whether the access point that was found is closed. */
  boolean isClosed();
}
