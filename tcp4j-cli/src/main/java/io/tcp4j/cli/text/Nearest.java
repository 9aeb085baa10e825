package io.tcp4j.cli.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Finds what somebody may have meant who mistyped.
public final class Nearest {
  private Nearest() {}

  /// The known word that is nearest to this one, if it is near.
  public static Optional<String> of(String word, Collection<String> known) {
    return of(word, known, UnaryOperator.identity());
  }

  /// The known word that is nearest to this one, if it is near, in a spelling that both are brought
  /// to before.
  public static Optional<String> of(
      String word, Collection<String> known, UnaryOperator<String> spelling) {
    String spelt = spelling.apply(word);
    return known.stream()
        .filter(
            candidate -> {
              String other = spelling.apply(candidate);
              return distance(spelt, other)
                  <= Math.max(other.length() < 6 ? 1 : 2, other.length() / 3);
            })
        .min(Comparator.comparingInt(candidate -> distance(spelt, spelling.apply(candidate))));
  }

  /// How many letters have to be put in, taken out or changed to get from one word to the other.
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
