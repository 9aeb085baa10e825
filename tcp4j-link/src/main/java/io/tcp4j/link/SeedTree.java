package io.tcp4j.link;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Chance by name: from one seed, a sequence of its own for everybody who asks by a name.
///
/// What one draws, or that he draws at all, leaves the sequences of all others as they were. So a
/// simulation to which something is added keeps the rest of its history, as far as the new thing
/// does not touch it. A value.
///
/// @param seed where all comes from
public record SeedTree(long seed) {
  private static final long FNV_OFFSET = 0xcbf2_9ce4_8422_2325L;
  private static final long FNV_PRIME = 0x100_0000_01b3L;

  /// Returns a seed that depends on nothing but this one and the name.
  ///
  /// @param name any text, as in `isn/client`
  public long seedOf(String name) {
    long hash = FNV_OFFSET ^ seed;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * FNV_PRIME;
    }
    // The low bits of an FNV hash barely depend on the high ones of the seed.
    return new SplittableRandom(hash).nextLong() ^ new SplittableRandom(seed).nextLong();
  }

  /// Returns a fresh sequence that depends on nothing but the seed and the name.
  ///
  /// @param name any text, as in `isn/client`
  public RandomGenerator named(String name) {
    return new SplittableRandom(seedOf(name));
  }

  /// Returns a tree of its own for something that has names inside.
  ///
  /// @param name any text
  public SeedTree child(String name) {
    return new SeedTree(seedOf(name));
  }
}
