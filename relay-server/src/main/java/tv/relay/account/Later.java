package tv.relay.account;

import java.time.Duration;

/** Runs work later on the thread that owns the leases. */
public interface Later {
  void after(Duration delay, Runnable work);
}
