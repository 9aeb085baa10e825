package io.tcp4j.cli.demo.scenario;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// All scenarios.
public final class Scenarios {
  /// All there are, in the order they are told of.
  public static final List<Scenario> ALL =
      List.of(
          new Handshake(),
          new Transfer(),
          new Close(),
          new ThreeWayClose(),
          new Refused(),
          new ResetUnread());

  /// Those that show the life of a connection from its beginning to its end.
  public static final List<Scenario> TOUR = ALL.subList(0, 3);

  private Scenarios() {}

  /// The scenario of this name.
  public static Optional<Scenario> named(String name) {
    return ALL.stream().filter(s -> s.name().equals(name)).findFirst();
  }

  /// The name that was perhaps meant: the nearest one, if it is near.
  public static Optional<String> near(String name) {
    return ALL.stream()
        .map(Scenario::name)
        .filter(known -> distance(name, known) <= Math.max(2, known.length() / 3))
        .min(Comparator.comparingInt(known -> distance(name, known)));
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
