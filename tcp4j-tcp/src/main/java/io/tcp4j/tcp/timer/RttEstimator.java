package io.tcp4j.tcp.timer;

/// The retransmission timeout of RFC 6298, in nanoseconds.
public final class RttEstimator {
  /// G, the clock granularity that the variation is not believed to go below.
  private static final long GRANULARITY = 1_000_000;

  private static final int MAX_BACK_OFF = 20;
  private static final long AFTER_LOST_SYN = 3_000_000_000L;

  private final long minRto;
  private final long maxRto;
  private long srtt;
  private long rttvar;
  private long smallest;
  private long rto;
  private int backOff;

  /// @param initialRto the RTO before the first sample (§2.1)
  /// @param minRto its lower bound (§2.4)
  /// @param maxRto its upper bound, back-off included (§2.5)
  public RttEstimator(long initialRto, long minRto, long maxRto) {
    this.rto = Math.min(initialRto, maxRto);
    this.minRto = minRto;
    this.maxRto = maxRto;
  }

  /// A round trip was measured on a segment sent once (§2.2, §2.3); ends the back-off (§5).
  public void sample(long rtt) {
    long r = Math.max(rtt, 1);
    if (srtt == 0) {
      srtt = r;
      rttvar = r / 2;
      smallest = r;
    } else {
      rttvar += (Math.abs(srtt - r) - rttvar) / 4;
      srtt += (r - srtt) / 8;
    }
    smallest = Math.min(smallest, r);
    rto = Math.min(Math.max(srtt + Math.max(GRANULARITY, 4 * rttvar), minRto), maxRto);
    backOff = 0;
  }

  /// The timer expired: double the RTO (§5.5).
  public void backOff() {
    backOff = Math.min(backOff + 1, MAX_BACK_OFF);
  }

  /// The handshake is done. Where the timer expired for the SYN, and so nothing was measured, data
  /// begins with an RTO of 3 seconds (§5.7).
  public void established() {
    if (srtt == 0 && backOff > 0) {
      rto = Math.min(Math.max(rto, AFTER_LOST_SYN), maxRto);
      backOff = 0;
    }
  }

  /// RTO, back-off included.
  public long rto() {
    return Math.min(rto << backOff, maxRto);
  }

  /// RTO backed off `times` times, for probes that have a back-off of their own.
  public long rto(int times) {
    return Math.min(rto << Math.min(times, MAX_BACK_OFF), maxRto);
  }

  /// How often the timer expired since the last valid sample.
  public int backOffs() {
    return backOff;
  }

  /// SRTT; 0 before the first sample.
  public long srtt() {
    return srtt;
  }

  /// The smallest round trip measured; 0 before the first sample.
  public long smallest() {
    return smallest;
  }

  /// RTTVAR.
  public long rttvar() {
    return rttvar;
  }
}
