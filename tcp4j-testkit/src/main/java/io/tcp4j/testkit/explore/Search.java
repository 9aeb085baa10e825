package io.tcp4j.testkit.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Goes depth-first through all sequences of choices that begin as given: each run repeats the one
/// before up to its last choice that has another possibility, and takes that.
final class Search implements Explorer.Chooser {
  private final int fixed;
  private final int[] chosen;
  private final int[] possible;

  /// How many choices the run before has made.
  private int made;

  /// How many choices of this run are known beforehand.
  private int known;

  private int place;
  private boolean begun;

  /// A search through all.
  ///
  /// @param depth how many choices there are at most
  Search(int depth) {
    this(depth, new int[0]);
  }

  /// A search through what begins with some choices.
  ///
  /// @param depth how many choices there are at most
  /// @param first the places of the first
  Search(int depth, int[] first) {
    fixed = first.length;
    known = fixed;
    chosen = Arrays.copyOf(first, depth);
    possible = new int[depth];
  }

  /// All beginnings of so many choices, or fewer where a run ends before.
  static List<int[]> beginnings(Bounds bounds, int choices) {
    var search = new Search(choices);
    List<int[]> all = new ArrayList<>();
    while (search.next()) {
      var _ = Explorer.play(bounds.withDepth(choices), new Coverage(), search, new ArrayList<>());
      all.add(Arrays.copyOf(search.chosen, search.made));
    }
    return all;
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
    for (int i = made - 1; i >= fixed; i--) {
      if (chosen[i] + 1 < possible[i]) {
        chosen[i]++;
        known = i + 1;
        made = 0;
        return true;
      }
    }
    return false;
  }

  @Override
  public Move choose(List<Move> moves) {
    if (place >= known) {
      chosen[place] = 0;
    }
    possible[place] = moves.size();
    made = place + 1;
    return moves.get(chosen[place++]);
  }
}
