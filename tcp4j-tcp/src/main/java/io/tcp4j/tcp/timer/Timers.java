package io.tcp4j.tcp.timer;

/// One deadline for each kind of timer, in ns; {@link #NEVER} where it does not run.
public final class Timers {
  /// A timer that does not run.
  public static final long NEVER = Long.MAX_VALUE;

  /// Retransmission (RFC 6298 §5).
  public long retransmission = NEVER;

  /// Zero-window probe (RFC 9293 §3.8.6.1).
  public long persist = NEVER;

  /// Delayed acknowledgment (RFC 9293 §3.8.6.3).
  public long delayedAck = NEVER;

  /// R2, the user timeout: when to give up (RFC 9293 §3.8.3, §3.10.8).
  public long user = NEVER;

  /// How long an orphan waits for the peer's FIN (not in the RFC).
  public long finWait2 = NEVER;

  /// The next keep-alive (RFC 9293 §3.8.4).
  public long keepAlive = NEVER;

  /// How long the user may hold back what fills no segment (not in the RFC).
  public long cork = NEVER;

  /// The congestion window is one segment, and the peer echoes a mark: when the next may go (RFC
  /// 3168 §6.1.2).
  public long ecnPause = NEVER;

  /// The earliest deadline.
  public long next() {
    long sending = Math.min(Math.min(retransmission, persist), ecnPause);
    long ending = Math.min(Math.min(user, finWait2), Math.min(keepAlive, cork));
    return Math.min(Math.min(sending, delayedAck), ending);
  }

  /// Stops all.
  public void stop() {
    retransmission = NEVER;
    persist = NEVER;
    delayedAck = NEVER;
    user = NEVER;
    finWait2 = NEVER;
    keepAlive = NEVER;
    cork = NEVER;
    ecnPause = NEVER;
  }
}
