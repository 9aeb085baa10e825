package io.tcp4j.testkit.explore;

import io.tcp4j.wire.Segment;
import io.tcp4j.wire.SequenceNumbers;
import io.tcp4j.wire.TcpFlags;
import java.util.Objects;

/// What holds for the segments that one connection sends, whatever its peer is like. Numbers are
/// 64-bit, as the engine has them.
final class SegmentRules {
  private final OctetStream stream;
  private long iss;
  private long next;
  private long highestAck;
  private long rightEdge;
  private int offeredShift = -1;
  private boolean peerScales;
  private int peerShift;
  private long peersEdge;
  private int firstTimestamp;

  SegmentRules(OctetStream stream) {
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
  ///
  /// @param wire the same as it is on the wire, with its text
  void check(Segment segment, Segment wire) {
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
    Violation.unless(
        segment.seq <= next, "no number is left out", segment.seq - next, "octets beyond SND.NXT");
    next = Math.max(next, segment.end());
    if (segment.textLength > 0) {
      checkText(segment.seq, wire);
    }
    if (segment.has(TcpFlags.ACK)) {
      checkWindow(segment, syn || !peerScales || offeredShift < 0 ? 0 : offeredShift);
    } else {
      Violation.unless(syn, "every segment but the first acknowledges", segment);
    }
  }

  private void checkText(long seq, Segment wire) {
    long beyond = seq + wire.textLength - peersEdge;
    Violation.unless(
        beyond <= 1,
        "text stays within the largest window ever offered, but for the octet of a probe",
        beyond,
        "octets beyond it");
    byte[] text = Objects.requireNonNull(wire.text);
    for (int i = 0; i < wire.textLength; i++) {
      long place = seq - iss - 1 + i;
      Violation.unless(
          text[wire.textOffset + i] == stream.at(place),
          "a number stands for the same octet each time, and no other than was written",
          place,
          "is its place");
    }
  }

  private void checkWindow(Segment segment, int shift) {
    Violation.unless(
        segment.ack >= highestAck,
        "acknowledgments never go back",
        highestAck - segment.ack,
        "octets back");
    highestAck = segment.ack;
    long edge = segment.ack + ((long) segment.wnd << shift);
    // a SYN cannot tell of more than 16 bits (RFC 7323 §2.2)
    boolean syn = segment.has(TcpFlags.SYN);
    long offered = syn ? Math.min(rightEdge, segment.ack + 0xffff) : rightEdge;
    // by less than a unit of the field it may, where the buffer is full (RFC 7323 §2.4)
    Violation.unless(
        edge > offered - (1L << shift),
        "the window's right edge never goes back",
        offered - edge,
        "octets back");
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
