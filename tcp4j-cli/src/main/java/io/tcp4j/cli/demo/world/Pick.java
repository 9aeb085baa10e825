package io.tcp4j.cli.demo.world;

import io.tcp4j.wire.Segment;
import java.util.function.Predicate;

/// Chooses one of the segments that a host sends.
///
/// @param kind which segments count
/// @param n which of them: the n-th from the moment of the choice on, from 1
public record Pick(Predicate<Segment> kind, int n) {
  /// The n-th segment, whatever it is.
  public static Pick any(int n) {
    return new Pick(_ -> true, n);
  }

  /// The n-th segment with text.
  public static Pick text(int n) {
    return new Pick(segment -> segment.textLength > 0, n);
  }

  /// The n-th segment with a flag of [io.tcp4j.wire.TcpFlags].
  public static Pick flag(int flag, int n) {
    return new Pick(segment -> segment.has(flag), n);
  }
}
