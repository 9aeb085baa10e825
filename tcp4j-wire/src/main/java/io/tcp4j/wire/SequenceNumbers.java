package io.tcp4j.wire;

/// Between the 32-bit sequence numbers of the wire and the 64-bit ones used everywhere inside.
///
/// Inside, a sequence number never wraps and is compared with plain `<` and `<=`. The wire's 32
/// bits are its low half, so going out is the cast `(int) seq`; coming in needs a number known to
/// be within 2³¹ of the result (RFC 9293 §3.4 allows windows up to half of that).
public final class SequenceNumbers {
  private SequenceNumbers() {}

  /// Returns the number whose low 32 bits are `wire` and that lies nearest to `near`: from
  /// `near` − 2³¹ to `near` + 2³¹ − 1.
  public static long unwrap(long near, int wire) {
    return near + (wire - (int) near);
  }

  /// Returns the inside form of the first number of a direction, an initial sequence number: it
  /// starts at 2³², so that no later calculation goes below zero.
  public static long first(int wire) {
    return (1L << 32) + Integer.toUnsignedLong(wire);
  }
}
