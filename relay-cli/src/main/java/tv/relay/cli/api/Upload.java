package tv.relay.cli.api;

import java.io.IOException;

/** A body that is read while it is sent. */
@FunctionalInterface
public interface Upload {
  /**
   * Reads on.
   *
   * @return how many bytes, at least 1; negative at the end
   */
  int read(byte[] buffer) throws IOException;
}
