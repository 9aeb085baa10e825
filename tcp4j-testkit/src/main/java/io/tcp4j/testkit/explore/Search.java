package io.tcp4j.testkit.explore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Goes depth-first through all sequences of choices: each run repeats the one before up to its
/// last choice that has another possibility, and takes that.
final class Search implements Explorer.Chooser {
  /// The choice by which the parts of a search are dealt out: the second, since there are few
  /// possibilities for the first.
  private static final int DEALT = 1;

  private final int part;
  private final int parts;
  private final int[] chosen;
  private final int[] possible;

  /// How many choices the run before has made.
  private int made;

  /// How many choices of this run are repeated from the one before.
  private int repeated;

  private int place;
  private boolean begun;

  Search(Bounds bounds, int part, int parts) {
    this.part = part;
    this.parts = parts;
    chosen = new int[bounds.depth()];
    possible = new int[bounds.depth()];
  }

  /// Goes on to the next run.
  ///
  /// @return false if all have been made
  boolean next() {
    place = 0;
    if (!begun) {
      begun = true;
      return true;
    }
    for (int i = made - 1; i >= 0; i--) {
      int another = chosen[i] + step(i);
      if (another < possible[i]) {
        chosen[i] = another;
        repeated = i + 1;
        made = 0;
        return true;
      }
    }
    return false;
  }

  private int step(int place) {
    return place == DEALT ? parts : 1;
  }

  @Override
  public @Nullable Move choose(List<Move> moves) {
    if (place >= repeated) {
      possible[place] = moves.size();
      chosen[place] = place == DEALT ? Math.floorMod(part - chosen[0], parts) : 0;
    }
    made = place + 1;
    int choice = chosen[place++];
    return choice < moves.size() ? moves.get(choice) : null;
  }
}
