package tv.relay.channel;

import java.time.Duration;

/** The timers of one channel's life, each set at most once at a time. Control thread. */
final class Timers {
  final Slot linger;
  final Slot retry;
  final Slot watchdog;
  final Slot giveUp;
  final Slot checkup;
  final Slot comeback;
  final Slot zap;

  Timers(Scheduler control) {
    linger = new Slot(control);
    retry = new Slot(control);
    watchdog = new Slot(control);
    giveUp = new Slot(control);
    checkup = new Slot(control);
    comeback = new Slot(control);
    zap = new Slot(control);
  }

  void cancelAll() {
    linger.cancel();
    retry.cancel();
    watchdog.cancel();
    giveUp.cancel();
    checkup.cancel();
    comeback.cancel();
    zap.cancel();
  }

  /** Room for one timer; setting it anew replaces it. */
  static final class Slot {
    private final Scheduler control;
    private Scheduler.Timer timer;

    private Slot(Scheduler control) {
      this.control = control;
    }

    void set(Duration delay, Runnable work) {
      cancel();
      timer =
          control.after(
              delay,
              () -> {
                timer = null;
                work.run();
              });
    }

    boolean isSet() {
      return timer != null;
    }

    void cancel() {
      if (timer != null) {
        timer.cancel();
        timer = null;
      }
    }
  }
}
