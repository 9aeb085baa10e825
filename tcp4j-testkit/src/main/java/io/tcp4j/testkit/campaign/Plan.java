package io.tcp4j.testkit.campaign;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What is to go wrong in a run, drawn before it begins: what may be expected of the run follows
/// from it.
///
/// @param lossy whether packets get lost, come twice or damaged
/// @param reordering whether packets overtake each other and take longer
/// @param narrow whether the line is narrow, and marks packets or drops them
/// @param mishap what happens to the server or the way to it; null for nothing
/// @param aborts whether users may end a connection by a reset
record Plan(
    boolean lossy, boolean reordering, boolean narrow, @Nullable Mishap mishap, boolean aborts) {
  /// Something that happens once, and lasts half a minute at most.
  enum Mishap {
    /// The server loses its memory.
    CRASH(true),
    /// Nothing gets through. That is only a delay: the user timeout is a quarter of an hour.
    PARTITION(false),
    /// What the server sends gets lost: only a delay, too.
    PARTITION_ONE_WAY(false),
    /// Whoever sends gets a RST, and the other end one, too.
    RESET(true);

    private final boolean costsData;

    Mishap(boolean costsData) {
      this.costsData = costsData;
    }
  }

  /// Draws a plan.
  ///
  /// @param profile what may be in it
  /// @param random the chance
  static Plan draw(Profile profile, RandomGenerator random) {
    return switch (profile) {
      case LOSSY -> new Plan(true, false, false, null, false);
      case REORDERING -> new Plan(false, true, false, null, false);
      case TINY_WINDOWS -> new Plan(false, false, false, null, false);
      case CRASH -> new Plan(false, false, false, mishap(random), aborts(random));
      case MIXED ->
          new Plan(
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextInt(4) == 0 ? mishap(random) : null,
              aborts(random));
    };
  }

  private static Mishap mishap(RandomGenerator random) {
    Mishap[] all = Mishap.values();
    return all[random.nextInt(all.length)];
  }

  private static boolean aborts(RandomGenerator random) {
    return random.nextInt(8) == 0;
  }

  /// Whether a connection may end otherwise than by FIN, and before all has arrived.
  boolean mayCostData() {
    return aborts || (mishap != null && mishap.costsData);
  }
}
