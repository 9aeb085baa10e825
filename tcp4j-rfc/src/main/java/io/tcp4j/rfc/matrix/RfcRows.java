package io.tcp4j.rfc.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The rows of one RFC, from a file like this:
///
/// ```text
/// RFC 5961: Improving TCP's Robustness to Blind In-Window Attacks
///
/// What a reader should know before the table, in Markdown.
///
/// 3.2a | MUST
/// A RST exactly at RCV.NXT resets the connection.
/// code: SecondReset
///
/// 7 | SHOULD
/// …
/// reason: why this does not apply
/// ```
///
/// The first word of a row is its id. The id is the section, too, unless that stands between the
/// two bars: `MUST-4 | 3.1 | MUST`.
///
/// @param number the RFC's
/// @param title its title
/// @param introduction Markdown; may be empty
/// @param rows in the order of the file
record RfcRows(int number, String title, String introduction, List<Requirement> rows) {

  private static final Pattern TITLE = Pattern.compile("RFC (\\d+): (.+)");
  private static final Pattern HEAD =
      Pattern.compile("([\\w.-]+) \\| (?:([\\w.]+) \\| )?([A-Z ]+|procedure)");

  /// All files in a folder, by number.
  static List<RfcRows> readAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<RfcRows> all = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".txt")).sorted().toList()) {
        all.add(read(file));
      }
      all.sort((a, b) -> Integer.compare(a.number, b.number));
      return all;
    }
  }

  /// @throws MistakeException if the file is not of the form above
  static RfcRows read(Path file) throws IOException {
    String[] paragraphs = Files.readString(file).strip().split("\n\\s*\n", -1);
    Matcher title = TITLE.matcher(paragraphs[0]);
    if (!title.matches()) {
      throw new MistakeException(file + " does not begin with 'RFC number: title'");
    }
    int number = Integer.parseInt(title.group(1));
    if (!file.getFileName().toString().equals(number + ".txt")) {
      throw new MistakeException(file + " is about RFC " + number);
    }
    List<String> introduction = new ArrayList<>();
    List<Requirement> rows = new ArrayList<>();
    for (int i = 1; i < paragraphs.length; i++) {
      List<String> lines = paragraphs[i].lines().toList();
      Matcher head = HEAD.matcher(lines.getFirst());
      if (head.matches()) {
        rows.add(row(file, number, head, lines.subList(1, lines.size())));
      } else if (rows.isEmpty()) {
        introduction.add(paragraphs[i]);
      } else {
        throw new MistakeException(file + ": not the head of a row: " + lines.getFirst());
      }
    }
    return new RfcRows(number, title.group(2), String.join("\n\n", introduction), rows);
  }

  private static Requirement row(Path file, int number, Matcher head, List<String> lines) {
    String id = head.group(1);
    String section = head.group(2);
    List<String> text = new ArrayList<>();
    List<String> classes = List.of();
    List<String> reason = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("code: ")) {
        classes = List.of(line.substring("code: ".length()).split(", *", -1));
      } else if (line.startsWith("reason: ")) {
        reason.add(line.substring("reason: ".length()));
      } else if (reason.isEmpty() && classes.isEmpty()) {
        text.add(line);
      } else if (classes.isEmpty()) {
        reason.add(line);
      } else {
        throw new MistakeException(file + ", " + id + ": nothing may follow the classes: " + line);
      }
    }
    if (text.isEmpty()) {
      throw new MistakeException(file + ", " + id + " does not say what is asked for");
    }
    return new Requirement(
        number,
        id,
        section == null ? id.replaceFirst("(?<=\\d)[a-z]$", "") : section,
        head.group(3),
        String.join(" ", text),
        classes,
        String.join(" ", reason));
  }
}
