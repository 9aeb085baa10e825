package io.tcp4j.testkit.explore;

import io.tcp4j.tcp.model.TextSource;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.SequenceNumbers;
import io.tcp4j.wire.TcpFlags;
import org.jspecify.annotations.Nullable;

/// What holds for the segments that one connection sends, whatever its peer is like. Numbers are
/// 64-bit, as the engine has them.
final class SentSegments {
  private final Stream stream;
  private long iss;
  private long next;
  private long highestAck;
  private long rightEdge;
  private int offeredShift = -1;
  private boolean peerScales;
  private int peerShift;
  private long peersEdge;
  private int firstTimestamp;

  SentSegments(Stream stream) {
    this.stream = stream;
  }

  /// The peer's SYN has come.
  ///
  /// @param shift its window scale; -1 for none
  void peerScales(int shift) {
    peerScales = shift >= 0;
    peerShift = Math.max(shift, 0);
  }

  /// An acknowledgment has come.
  void acknowledged(Segment segment) {
    int shift = segment.has(TcpFlags.SYN) || offeredShift < 0 ? 0 : peerShift;
    long ack = SequenceNumbers.unwrap(next, (int) segment.ack);
    peersEdge = Math.max(peersEdge, ack + ((long) segment.wnd << shift));
  }

  /// Looks at a segment that leaves.
  void check(Segment segment, @Nullable TextSource text) {
    if (segment.has(TcpFlags.RST)) {
      return;
    }
    boolean syn = segment.has(TcpFlags.SYN);
    if (next == 0) {
      iss = segment.seq;
      next = iss;
      offeredShift = segment.windowScale;
      firstTimestamp = segment.tsVal;
    }
    Violation.unless(segment.seq <= next, "no number is left out: SEG.SEQ <= SND.NXT", segment);
    next = Math.max(next, segment.end());
    checkText(segment, text);
    if (segment.has(TcpFlags.ACK)) {
      checkWindow(segment, syn || !peerScales || offeredShift < 0 ? 0 : offeredShift);
    } else {
      Violation.unless(syn, "every segment but the first acknowledges", segment);
    }
  }

  private void checkText(Segment segment, @Nullable TextSource text) {
    if (text == null || segment.textLength == 0) {
      return;
    }
    Violation.unless(
        segment.seq + segment.textLength <= peersEdge + 1,
        "text stays within the largest window ever offered, but for the octet of a probe",
        segment);
    byte[] octets = new byte[segment.textLength];
    text.copy(segment.seq, octets, 0, octets.length);
    for (int i = 0; i < octets.length; i++) {
      if (octets[i] != stream.at(segment.seq - iss - 1 + i)) {
        throw new Violation("a number stands for the same octet each time: " + segment);
      }
    }
  }

  private void checkWindow(Segment segment, int shift) {
    Violation.unless(segment.ack >= highestAck, "acknowledgments never go back", segment);
    highestAck = segment.ack;
    long edge = segment.ack + ((long) segment.wnd << shift);
    // by less than a unit of the field it may, where the buffer is full (RFC 7323 §2.4)
    Violation.unless(
        edge > rightEdge - (1L << shift), "the window's right edge never goes back", segment);
    rightEdge = Math.max(rightEdge, edge);
  }

  /// The number after the highest that was sent.
  long next() {
    return next;
  }

  /// The highest acknowledgment that was sent.
  long highestAck() {
    return highestAck;
  }

  /// TSval of the SYN.
  int firstTimestamp() {
    return firstTimestamp;
  }
}
