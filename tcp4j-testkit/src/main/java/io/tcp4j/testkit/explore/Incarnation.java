package io.tcp4j.testkit.explore;

import io.tcp4j.tcp.model.Ending;
import org.jspecify.annotations.Nullable;

/// One host's end of one connection: the same two sockets may have many, one after the other (RFC
/// 9293 §3.4.1: "incarnations").
final class Incarnation {
  /// What its user writes.
  final OctetStream text;

  /// What it sends.
  final SegmentRules sent;

  /// Whose SYN it has taken; null before.
  @Nullable Incarnation peer;

  /// Whether the three-way handshake was completed.
  boolean established;

  /// Whether its user did something by which text may be lost.
  boolean gaveUp;

  /// How it ended; null before.
  @Nullable Ending ending;

  Incarnation(OctetStream text) {
    this.text = text;
    sent = new SegmentRules(text);
  }

  /// Whether this and another one are the two ends of a connection.
  boolean isConnectedTo(Incarnation other) {
    return established && other.established && peer == other && other.peer == this;
  }
}
