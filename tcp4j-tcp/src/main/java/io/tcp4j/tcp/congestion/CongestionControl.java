package io.tcp4j.tcp.congestion;

/// How much may be on its way at once. All sizes in bytes.
///
/// Knows neither which segments are lost nor how they are repaired; it is told.
public interface CongestionControl {
  /// cwnd.
  long window();

  /// ssthresh; `Long.MAX_VALUE` before the first loss.
  long threshold();

  /// New data was acknowledged outside of a recovery.
  ///
  /// @param acked how much
  /// @param used the most that was outstanding within a round trip
  void onAck(long acked, long used);

  /// A loss was found by duplicate acknowledgments: halve.
  void onLoss(long flightSize);

  /// The peer echoed a congestion mark: halve as for a loss, but down to one segment if need be
  /// (RFC 3168 §6.1.2).
  ///
  /// @param flightSize how much was outstanding
  void onEcnEcho(long flightSize);

  /// The recovery from a loss is complete.
  ///
  /// @param flightSize what is outstanding now
  void onRecovered(long flightSize);

  /// The retransmission timer expired.
  ///
  /// @param flightSize what was outstanding
  /// @param again the same segment timed out before
  void onTimeout(long flightSize, boolean again);

  /// Nothing was sent for longer than an RTO (RFC 5681 §4.1).
  void onIdle();

  /// Segments have another size from now on, and the window, in bytes, stays as it is (RFC 1191
  /// §6.4); but one segment always fits.
  void resized(int mss);

  /// A connection begins, and the sender's MSS is known: the initial window.
  void begin(int mss);
}
