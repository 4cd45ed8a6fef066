package tv.relay.http;

/** What a client has beside its place in the channel, to be given back when it goes. Any thread. */
interface Ticket {
  /** Those who need none. */
  Ticket NONE =
      new Ticket() {
        @Override
        public void usedBy(long clientId) {}

        @Override
        public void leave() {}
      };

  /** The client got its id. */
  void usedBy(long clientId);

  /** The client goes, or never came in; a second time does nothing. */
  void leave();
}
