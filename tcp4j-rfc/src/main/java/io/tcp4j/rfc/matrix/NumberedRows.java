package io.tcp4j.rfc.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Which rows RFC 9293 has: the numbers of its appendix B, and ours for what it asks for without
/// one.
final class NumberedRows {
  static final int RFC = 9293;

  private static final Map<String, Integer> LAST =
      new TreeMap<>(Map.of("MUST-", 69, "SHLD-", 31, "MAY-", 18, "REC-", 1, "N-", 10, "E-", 23));

  private NumberedRows() {}

  static List<String> missing(RfcRows rfc) {
    Set<String> ids =
        rfc.rows().stream().map(Requirement::idOfAllCases).collect(Collectors.toSet());
    List<String> problems = new ArrayList<>();
    LAST.forEach(
        (prefix, last) -> {
          for (int n = 1; n <= last; n++) {
            if (!ids.contains(prefix + n)) {
              problems.add("there is no row " + RFC + " " + prefix + n);
            }
          }
        });
    return problems;
  }
}
