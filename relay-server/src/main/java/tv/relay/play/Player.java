package tv.relay.play;

import tv.relay.play.Door.Answer;

/** An account and what goes on in it. Any thread. */
public final class Player {
  private final PlayAccount account;
  private final Door door;
  private final Seats seats;

  Player(PlayAccount account, Door door, Seats seats) {
    this.account = account;
    this.door = door;
    this.seats = seats;
  }

  public PlayAccountView view() {
    return new PlayAccountView(
        account.user(), account.maxConnections(), seats.count(), account.created());
  }

  /** A place for a stream, or null when it has as many as it may have. */
  public Seat sit() {
    return seats.take(account.maxConnections());
  }

  PlayAccount account() {
    return account;
  }

  Answer check(String password) {
    return door.check(password);
  }

  /** The same with another maximum. */
  Player withMaxConnections(int most) {
    return new Player(
        new PlayAccount(account.user(), most, account.created(), account.hash()), door, seats);
  }

  void endAll() {
    seats.endAll();
  }
}
