package io.tcp4j.tcp.send;

/// For how long the sender had something to do, and what held it up meanwhile. Times are in
/// nanoseconds.
public final class BusyTime {
  private enum Phase {
    IDLE,
    BUSY,
    WITHOUT_WINDOW,
    WITHOUT_TEXT
  }

  private Phase phase = Phase.IDLE;
  private long since;
  private long busy;
  private long withoutWindow;
  private long withoutText;

  /// Nothing is to be sent, and all is acknowledged.
  public void idle(long now) {
    enter(Phase.IDLE, now);
  }

  /// Something is on its way or may go.
  public void busy(long now) {
    enter(Phase.BUSY, now);
  }

  /// The peer's window holds up what is to be sent.
  public void withoutWindow(long now) {
    enter(Phase.WITHOUT_WINDOW, now);
  }

  /// All has been sent, more might be, and the user waits for room to hand it in.
  public void withoutText(long now) {
    enter(Phase.WITHOUT_TEXT, now);
  }

  /// Time not {@link #idle}.
  public long total(long now) {
    return withoutWindowUntil(now) + withoutTextUntil(now) + busy + running(Phase.BUSY, now);
  }

  /// Time {@link #withoutWindow}.
  public long withoutWindowUntil(long now) {
    return withoutWindow + running(Phase.WITHOUT_WINDOW, now);
  }

  /// Time {@link #withoutText}.
  public long withoutTextUntil(long now) {
    return withoutText + running(Phase.WITHOUT_TEXT, now);
  }

  private void enter(Phase next, long now) {
    if (next == phase) {
      return;
    }
    busy += running(Phase.BUSY, now);
    withoutWindow += running(Phase.WITHOUT_WINDOW, now);
    withoutText += running(Phase.WITHOUT_TEXT, now);
    phase = next;
    since = now;
  }

  private long running(Phase asked, long now) {
    return asked == phase ? now - since : 0;
  }
}
