package io.tcp4j.link.impair;

/// What a rule has done so far, in packets. At any time when none is on its way through,
/// `seen + added = passed + dropped + held`.
///
/// @param seen packets that came to it
/// @param touched those that it did something to: dropped, delayed, changed, doubled, held back. A
///     rule that has touched nothing was not exercised
/// @param dropped those that went no further
/// @param added copies that it made
/// @param held those that it keeps at present
public record RuleCounts(long seen, long touched, long dropped, long added, long held) {
  /// Returns how many packets it let go on.
  public long passed() {
    return seen + added - dropped - held;
  }

  /// Returns the counts of two stages as if they were one.
  ///
  /// @param other those of the other
  public RuleCounts plus(RuleCounts other) {
    return new RuleCounts(
        seen + other.seen,
        touched + other.touched,
        dropped + other.dropped,
        added + other.added,
        held + other.held);
  }
}
