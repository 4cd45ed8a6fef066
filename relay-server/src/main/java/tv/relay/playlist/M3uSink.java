package tv.relay.playlist;

/** Is told what a list holds while it is read, in its order, on the reading thread. */
public interface M3uSink {
  /** An entry of good form. */
  void entry(M3uEntry entry);

  /**
   * Something that was passed over.
   *
   * @param line counted from 1
   * @param text what is wrong there; quotes nothing of the list, which may hold credentials
   */
  void problem(int line, String text);
}
