package io.tcp4j.testkit.packetdrill.flow;

/// The sequence numbers of one direction: a script's count from the initial one, the wire's from
/// anywhere.
///
/// A script writes the number of a SYN as it likes, and all others relative to it.
final class Numbers {
  private boolean known;
  private long scriptInitial;
  private long wireInitial;

  /// Whether a SYN of this direction has been seen.
  boolean known() {
    return known;
  }

  /// A SYN tells both initial numbers.
  void learn(long script, long wire) {
    scriptInitial = script;
    wireInitial = wire;
    known = true;
  }

  /// The number on the wire, 32 bits.
  ///
  /// @param syn whether it stands in a SYN
  long toWire(long script, boolean syn) {
    return script - (syn ? scriptInitial : 0) + wireInitial & 0xffff_ffffL;
  }

  /// The number in the script, 32 bits.
  long toScript(long wire, boolean syn) {
    return wire + (syn ? scriptInitial : 0) - wireInitial & 0xffff_ffffL;
  }
}
