package tv.relay.registry;

/** One more channel would exceed the limit of channels. Nothing was changed. */
public final class RegistryFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int maxChannels;

  RegistryFullException(int maxChannels) {
    super(
        "there are already "
            + maxChannels
            + " channels, the limit set by --max-channels; remove one or raise the limit");
    this.maxChannels = maxChannels;
  }

  RegistryFullException(int wanted, int maxChannels) {
    super(
        "that would make "
            + wanted
            + " channels, more than the limit of "
            + maxChannels
            + " set by --max-channels; take fewer, by their groups or names, or raise the limit");
    this.maxChannels = maxChannels;
  }

  /** The limit that was reached. */
  public int maxChannels() {
    return maxChannels;
  }
}
