package tv.relay.delivery;

import tv.relay.ring.Ring;

/** Where in a ring a subscriber starts, and where one that was lapped goes on. Any thread. */
public interface EntryPoints {

  /** The sequence a new subscriber starts at. */
  long joinAt(Ring ring);

  /** The sequence a subscriber goes on at that must skip. */
  long resumeAt(Ring ring);

  /** At the head: nothing that is already there, all that comes. */
  EntryPoints LIVE_EDGE =
      new EntryPoints() {
        @Override
        public long joinAt(Ring ring) {
          return ring.headAcquire();
        }

        @Override
        public long resumeAt(Ring ring) {
          return ring.headAcquire();
        }
      };
}
