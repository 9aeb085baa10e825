package io.tcp4j.testkit.packetdrill.script;

import java.util.OptionalLong;

/// When an event happens, in nanoseconds.
///
/// @param kind how the numbers are to be read
/// @param from the time, or the earliest one
/// @param to the latest time of a range, equal to `from` where there is none
/// @param end when a blocking call returns, in the same frame as `from`
public record EventTime(Kind kind, long from, long to, OptionalLong end) {
  /// What the numbers count from.
  public enum Kind {
    /// The beginning of the script: `0.1`.
    ABSOLUTE,
    /// The event before: `+0.1`.
    RELATIVE,
    /// No matter when: `*`.
    ANY
  }

  /// Whether it is a range, `a~b`.
  public boolean range() {
    return from != to;
  }
}
