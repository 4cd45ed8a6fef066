package tv.relay.play;

/** A stream's place among those that its account may have at once. Any thread. */
public final class Seat {
  private final Seats seats;

  /** How to end the stream; written by who opens it. */
  private volatile Runnable ending = () -> {};

  Seat(Seats seats) {
    this.seats = seats;
  }

  /** What ends the stream, should the account be removed. */
  public void endBy(Runnable ending) {
    this.ending = ending;
  }

  /** Gives the place back; a second time does nothing. */
  public void leave() {
    seats.leave(this);
  }

  void end() {
    ending.run();
  }
}
