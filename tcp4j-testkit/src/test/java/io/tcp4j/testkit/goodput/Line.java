package io.tcp4j.testkit.goodput;

import io.tcp4j.link.impair.QueueDiscipline;
import java.time.Duration;

/// A line of [#BITS_PER_SECOND] from a sender to a receiver; what comes back is not held up.
///
/// @param queue what stands in front of it
/// @param loss probability that a packet gets lost behind it
/// @param roundTrip how long a packet and its answer take, beside the queue and the line's own time
record Line(QueueDiscipline queue, double loss, Duration roundTrip) {
  static final long BITS_PER_SECOND = 10_000_000;

  /// Bytes of the longest packet.
  static final int PACKET = 1500;

  /// Of which text, under headers with timestamps.
  static final int TEXT = 1448;

  /// The most goodput that the line allows, in bits per second.
  static double best() {
    return (double) BITS_PER_SECOND * TEXT / PACKET;
  }

  /// How many packets fill the line without a queue.
  double packetsUnderWay() {
    return BITS_PER_SECOND * seconds() / (PACKET * Byte.SIZE);
  }

  /// What theory gives a sender that halves its window for each loss and opens it by a segment in
  /// each round trip, where nothing but chance loses packets, in bits per second: MSS/RTT · √(3/2p)
  /// (Mathis et al., 1997). Infinite without loss.
  double mathis() {
    return TEXT * Byte.SIZE / seconds() * Math.sqrt(1.5 / loss);
  }

  private double seconds() {
    return roundTrip.toNanos() / 1e9;
  }
}
