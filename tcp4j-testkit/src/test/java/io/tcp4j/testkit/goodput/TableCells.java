package io.tcp4j.testkit.goodput;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The cells of the tables in a Markdown document, by the heading above, the first three cells of
/// their row and the head of their column.
final class TableCells {
  private static final int NAMES = 3;

  private final Map<String, String> cells = new LinkedHashMap<>();

  private TableCells() {}

  static TableCells of(String markdown) {
    var read = new TableCells();
    String heading = "";
    List<String> head = List.of();
    for (String line : markdown.lines().toList()) {
      if (line.startsWith("#")) {
        heading = line.replace("#", "").strip();
        head = List.of();
      } else if (line.startsWith("| ") && head.isEmpty()) {
        head = split(line);
      } else if (line.startsWith("| ")) {
        read.row(heading, head, split(line));
      }
    }
    return read;
  }

  private static List<String> split(String line) {
    String inside = line.substring(1, line.lastIndexOf('|'));
    return Arrays.stream(inside.split("\\|", -1)).map(String::strip).toList();
  }

  private void row(String heading, List<String> head, List<String> row) {
    String name = heading + ": " + String.join(", ", row.subList(0, NAMES)) + ", ";
    for (int i = NAMES; i < row.size(); i++) {
      cells.put(name + head.get(i), row.get(i));
    }
  }

  /// Says which cells are others, and what they were: a line for each.
  static List<String> differences(TableCells before, TableCells after) {
    Set<String> names = new LinkedHashSet<>(after.cells.keySet());
    names.addAll(before.cells.keySet());
    List<String> different = new ArrayList<>();
    for (String name : names) {
      String old = before.cells.getOrDefault(name, "nothing");
      String now = after.cells.getOrDefault(name, "nothing");
      if (!old.equals(now)) {
        different.add(name + ": " + old + " → " + now);
      }
    }
    return different;
  }
}
