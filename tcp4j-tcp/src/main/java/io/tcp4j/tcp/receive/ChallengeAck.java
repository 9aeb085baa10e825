package io.tcp4j.tcp.receive;

/// How often a connection answers segments that may be forged (RFC 5961 §7): a limit of its own for
/// each connection, so that nobody can learn about one connection from the silence of another
/// (CVE-2016-5696).
public final class ChallengeAck {
  private static final long INTERVAL_NANOS = 500_000_000L;
  private static final int PER_INTERVAL = 4;

  private long intervalStart = Long.MIN_VALUE;
  private int left;

  /// Whether one more may be sent now; counts it.
  public boolean allowed(long now) {
    if (intervalStart == Long.MIN_VALUE || now - intervalStart >= INTERVAL_NANOS) {
      intervalStart = now;
      left = PER_INTERVAL;
    }
    if (left == 0) {
      return false;
    }
    left--;
    return true;
  }
}
