package io.tcp4j.rfc.matrix;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The matrix as Markdown.
final class Pages {
  private static final String MADE =
      """
      <!-- Written by `sh docs/rfc/refresh`; to change it, change a row in docs/rfc or an @Rfc. -->
      """;

  private final Matrix matrix;
  private final StringBuilder text = new StringBuilder();

  private Pages(Matrix matrix) {
    this.matrix = matrix;
  }

  static String rfc9293(Matrix matrix) {
    var page = new Pages(matrix);
    matrix.rfcs().stream().filter(Pages::isTcp).forEach(page::tcp);
    return page.text.toString();
  }

  static String otherRfcs(Matrix matrix) {
    var page = new Pages(matrix);
    List<RfcRows> others = matrix.rfcs().stream().filter(rfc -> !isTcp(rfc)).toList();
    page.others(others);
    return page.text.toString();
  }

  private static boolean isTcp(RfcRows rfc) {
    return rfc.number() == NumberedRows.RFC;
  }

  private void tcp(RfcRows rfc) {
    text.append("# RFC 9293, requirement by requirement\n\n").append(MADE).append('\n');
    text.append(rfc.introduction()).append("\n\n");
    List<Group> groups =
        List.of(
            new Group("MUST and MUST NOT", id -> id.startsWith("MUST-")),
            new Group("SHOULD and SHOULD NOT", id -> id.startsWith("SHLD-")),
            new Group("MAY and RECOMMENDED", id -> id.matches("(MAY|REC)-.*")),
            new Group("Asked for without a number", id -> id.startsWith("N-")),
            new Group("Event processing, §3.10", id -> id.startsWith("E-")));
    text.append("| | rows | met | do not apply | tests |\n|---|---:|---:|---:|---:|\n");
    for (Group group : groups) {
      List<Requirement> rows = group.of(rfc);
      long apply = rows.stream().filter(Requirement::applies).count();
      text.append(
          "| %s | %d | %d | %d | %d |\n"
              .formatted(group.title, rows.size(), apply, rows.size() - apply, tests(rows)));
    }
    for (Group group : groups) {
      text.append("\n## ").append(group.title).append("\n\n");
      table(group.of(rfc), true);
    }
  }

  private void others(List<RfcRows> rfcs) {
    text.append("# The other RFCs, rule by rule\n\n").append(MADE).append('\n');
    text.append(
        """
        Beside [RFC 9293](rfc9293.md) tcp4j follows these. For each: its main rules in our words, the
        classes that obey them and the tests that prove it, or why a rule is not for us. Where we leave
        one on purpose, [ADR 7](adr/0007-where-the-rfc-leaves-a-choice.md) says why.

        | RFC | | rules | tests |
        |---|---|---:|---:|
        """);
    for (RfcRows rfc : rfcs) {
      text.append(
          "| [%d](#rfc-%d) | %s | %d | %d |\n"
              .formatted(
                  rfc.number(), rfc.number(), rfc.title(), rfc.rows().size(), tests(rfc.rows())));
    }
    for (RfcRows rfc : rfcs) {
      text.append("\n## RFC ").append(rfc.number()).append("\n\n");
      text.append("[%s](%s)".formatted(rfc.title(), address(rfc.number())));
      if (!rfc.introduction().isEmpty()) {
        text.append(". ").append(rfc.introduction());
      }
      text.append("\n\n");
      table(rfc.rows(), false);
    }
  }

  private long tests(List<Requirement> rows) {
    return rows.stream()
        .flatMap(row -> matrix.proofs(row).stream())
        .map(Proof::test)
        .distinct()
        .count();
  }

  private void table(List<Requirement> rows, boolean withNames) {
    text.append(withNames ? "| row " : "").append("| § | | what it asks for | code | tests |\n");
    text.append(withNames ? "|---" : "").append("|---|---|---|---|---|\n");
    for (Requirement row : rows) {
      String section = "[%s](%s)".formatted(row.section(), address(row));
      if (withNames) {
        text.append("| ").append(row.id()).append(" | ").append(section);
      } else {
        text.append("| ").append(section);
        text.append(row.isCase() ? " " + row.id().substring(row.id().length() - 1) : "");
      }
      text.append(" | ").append(row.strength().equals("procedure") ? "" : row.strength());
      text.append(" | ").append(row.text()).append(" | ");
      if (row.applies()) {
        text.append(code(row)).append(" | ").append(tests(row)).append(" |\n");
      } else {
        text.append("– | *").append(row.reason()).append("* |\n");
      }
    }
  }

  private String code(Requirement row) {
    return row.classes().stream()
        .map(name -> "[`%s`](%s)".formatted(name, link(matrix.source(name))))
        .collect(Collectors.joining(", "));
  }

  private String tests(Requirement row) {
    List<String> links = new ArrayList<>();
    for (Proof proof : matrix.proofs(row)) {
      String where = proof.tags().isEmpty() ? "" : " (" + String.join(", ", proof.tags()) + ")";
      links.add("[%s](%s)%s".formatted(proof.test(), link(proof.source()), where));
    }
    return String.join("<br>", links);
  }

  private static String link(Path source) {
    return "../" + source.toString().replace('\\', '/');
  }

  private static String address(int rfc) {
    return "https://www.rfc-editor.org/rfc/rfc" + rfc + ".html";
  }

  private static String address(Requirement row) {
    String kind = Character.isDigit(row.section().charAt(0)) ? "section-" : "appendix-";
    return address(row.rfc()) + "#" + kind + row.section();
  }

  private record Group(String title, Predicate<String> ids) {

    List<Requirement> of(RfcRows rfc) {
      return rfc.rows().stream().filter(row -> ids.test(row.id())).toList();
    }
  }
}
