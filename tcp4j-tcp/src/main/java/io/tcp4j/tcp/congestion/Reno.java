package io.tcp4j.tcp.congestion;

/// Slow start and congestion avoidance of RFC 5681, with the initial window of RFC 6928.
public final class Reno implements CongestionControl {
  private final int initialSegments;
  private int mss;

  /// After a time-out an ACK may stand for what had arrived before it.
  private boolean timedOut;
  private long cwnd;
  private long ssthresh = Long.MAX_VALUE;

  /// Bytes acknowledged since cwnd last grew in congestion avoidance.
  private long acknowledged;

  /// @param initialSegments the initial window in segments
  public Reno(int initialSegments) {
    this.initialSegments = initialSegments;
  }

  @Override
  public void begin(int mss) {
    this.mss = mss;
    cwnd = initialWindow(mss);
    ssthresh = Long.MAX_VALUE;
    acknowledged = 0;
    timedOut = false;
  }

  @Override
  public void resized(int newMss) {
    mss = newMss;
    cwnd = Math.max(cwnd, mss);
  }

  /// RFC 6928 §2: min (10*MSS, max (2*MSS, 14600)), generalised to the configured number.
  private long initialWindow(int mss) {
    return Math.min((long) initialSegments * mss, Math.max(2L * mss, 1460L * initialSegments));
  }

  @Override
  public long window() {
    return cwnd;
  }

  @Override
  public long threshold() {
    return ssthresh;
  }

  @Override
  public void onAck(long acked, long used) {
    if (cwnd < ssthresh) {
      // a window that was not used says nothing about the network (RFC 7661 §4.1)
      if (2 * used > cwnd) {
        cwnd = Math.min(cwnd + (timedOut ? Math.min(acked, mss) : acked), ceiling());
      }
    } else if (used + mss > cwnd) {
      timedOut = false;
      acknowledged += acked;
      if (acknowledged >= cwnd) {
        acknowledged -= cwnd;
        cwnd = Math.min(cwnd + mss, ceiling());
      }
    }
  }

  @Override
  public void onLoss(long flightSize) {
    ssthresh = Math.max(flightSize / 2, 2L * mss);
    cwnd = ssthresh;
    acknowledged = 0;
  }

  @Override
  public void onEcnEcho(long flightSize) {
    onLoss(flightSize);
    // "the value of the congestion window is bounded below by a value of one MSS"
    cwnd = Math.max(flightSize / 2, mss);
  }

  @Override
  public void onRecovered(long flightSize) {
    // RFC 6582 §3.2 step 3, option 1: no burst when little is outstanding
    cwnd = Math.min(ssthresh, Math.max(flightSize, mss) + mss);
  }

  @Override
  public void onTimeout(long flightSize, boolean again) {
    if (!again) {
      ssthresh = Math.max(flightSize / 2, 2L * mss);
    }
    cwnd = mss;
    acknowledged = 0;
    timedOut = true; // RFC 3465 §2.3
  }

  @Override
  public void onIdle() {
    cwnd = Math.min(cwnd, initialWindow(mss)); // RW = min (IW, cwnd)
  }

  private static long ceiling() {
    return 1L << 40;
  }
}
