package io.tcp4j.tcp.timer;

import io.tcp4j.tcp.model.KeepAlive;

/// How long the peer has been silent, and when to ask about it (RFC 9293 §3.8.4).
public final class KeepAliveTimer {
  private KeepAlive times;
  private boolean on;
  private long since;
  private int unanswered;

  /// @param on whether to ask at all
  /// @param times when and how often
  public KeepAliveTimer(boolean on, KeepAlive times) {
    this.on = on;
    this.times = times;
  }

  /// Switches it on or off (MUST-24); the silence begins now.
  public void set(boolean asks, long now) {
    on = asks;
    heard(now);
  }

  /// Changes when and how often it asks; the silence goes on.
  public void times(KeepAlive changed) {
    times = changed;
  }

  /// The peer was heard: its silence begins anew.
  public void heard(long now) {
    since = now;
    unanswered = 0;
  }

  /// A keep-alive was sent.
  public void asked(long now) {
    since = now;
    unanswered++;
  }

  /// When the next is due if nothing is outstanding until then; {@link Timers#NEVER} where it is
  /// off.
  ///
  /// Counted from the last keep-alive, so that a timer that is late still waits for the answer.
  public long due() {
    if (!on) {
      return Timers.NEVER;
    }
    return since + (unanswered == 0 ? times.idle() : times.interval());
  }

  /// Whether as many went unanswered as may (MUST-29).
  public boolean exhausted() {
    return unanswered >= times.probes();
  }
}
