package tv.relay.index;

/** What a PID is to somebody who has to leave a stretch of it out. */
public enum Role {
  /** The elementary stream by which access points are found: the video, or else the sound. */
  MAIN,
  /** Another elementary stream; a break of it is announced. */
  ELEMENTARY,
  /**
   * MPEG audio: a break of it is left for the counter to show, since an announced one ends VLC's.
   */
  MPEG_AUDIO,
  /** The PAT or a PMT. */
  TABLE,
  /** Null packets, whose counter means nothing. */
  NULL,
  /** Not named by any table, or of a kind that is told by its content. */
  OTHER
}
