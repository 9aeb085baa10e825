package io.tcp4j.tcp;

import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;

/// What holds for the timestamps and SACK blocks of every segment that one engine sends, whoever
/// the peer is (RFC 7323 §3.2, RFC 2018 §3, RFC 2883 §4).
final class SentOptions {
  private boolean peerTimestamps;
  private boolean peerSack;
  private boolean timestamps;
  private boolean sack;
  private int tsVal;

  /// The peer's SYN came.
  void peerSyn(Segment syn) {
    peerTimestamps = syn.timestamps;
    peerSack = syn.sackPermitted;
  }

  /// Bytes of timestamps and SACK blocks, padding included.
  static int length(Segment s) {
    return (s.timestamps ? 12 : 0) + (s.sackBlocks > 0 ? 4 + 8 * s.sackBlocks : 0);
  }

  void check(Segment s) {
    if (s.has(TcpFlags.SYN)) {
      timestamps = s.timestamps;
      sack = s.sackPermitted;
      boolean answer = s.has(TcpFlags.ACK);
      must(
          !answer || !timestamps || peerTimestamps,
          "a SYN,ACK offers timestamps in answer only",
          s);
      must(!answer || !sack || peerSack, "a SYN,ACK offers SACK in answer only", s);
      must(answer || s.tsEcr == 0, "a SYN echoes nothing", s);
      must(s.sackBlocks == 0, "a SYN has no SACK blocks", s);
    } else {
      boolean agreed = timestamps && peerTimestamps;
      must(s.timestamps == agreed, "timestamps go with every segment, or with none", s);
      must(!agreed || s.tsVal - tsVal >= 0, "our clock never goes back", s);
      must(!s.sackPermitted, "SACK-permitted is for SYNs", s);
      must(s.sackBlocks == 0 || (sack && peerSack), "SACK blocks where both permit them", s);
      must(length(s) <= 40, "options fit", s);
    }
    tsVal = s.tsVal;
    for (int i = 0; i < s.sackBlocks; i++) {
      must(s.sackLeft[i] < s.sackRight[i], "a block has a left and a right edge", s);
      boolean twice = i == 0 && twice(s);
      must(twice || s.sackLeft[i] > s.ack, "a block lies beyond the acknowledgment", s);
      for (int j = twice(s) ? 1 : 0; j < i && !twice; j++) {
        must(
            s.sackRight[i] < s.sackLeft[j] || s.sackRight[j] < s.sackLeft[i],
            "blocks have gaps between them",
            s);
      }
    }
  }

  private static boolean twice(Segment s) {
    return s.sackRight[0] <= s.ack
        || (s.sackBlocks > 1 && s.sackLeft[1] <= s.sackLeft[0] && s.sackRight[0] <= s.sackRight[1]);
  }

  private static void must(boolean condition, String what, Segment segment) {
    if (!condition) {
      throw new AssertionError(what + ": " + segment);
    }
  }
}
