package io.tcp4j.cli.explain;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A place in an RFC, as rules of the engine cite it and as people ask for it.
///
/// @param rfc its number, or [#BEYOND]
/// @param section its section or figure, as in `3.10.7.4` or `Figure 5`; empty for the whole
record Place(int rfc, String section) {
  /// The one that people mean where they name a section alone.
  static final int TCP = 9293;

  /// Stands for the number where we do what no RFC asks for.
  static final int BEYOND = 0;

  private static final String BEYOND_THE_RFC = "beyond the RFC";

  private static final Pattern FORM =
      Pattern.compile(
          "(?:(?:rfc\\s*)?(?<rfc>\\d{3,5})(?![.\\d]))?[\\s,:]*"
              + "(?:(?:§|section|sec\\.?)?\\s*(?<section>\\d+(?:\\.\\d+)*)(?:–\\d+)?"
              + "|(?<figure>fig(?:ure|\\.)?\\s*(?<number>\\d+)))?"
              + "(?:,?\\s*(?:first|second|third|fourth|fifth|sixth|seventh|eighth))?",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern RANGE = Pattern.compile("RFC (\\d+) §(\\d+)–(\\d+)");
  private static final Pattern SINGLE = Pattern.compile("\\d+");

  /// The place that a text such as `RFC 5961 §4`, `9293 3.10.7.4`, `3.5` or `Figure 5` names.
  static Optional<Place> of(String text) {
    if (text.regionMatches(true, 0, BEYOND_THE_RFC, 0, BEYOND_THE_RFC.length())) {
      String what = text.substring(BEYOND_THE_RFC.length()).replace(":", " ").strip();
      return Optional.of(new Place(BEYOND, what));
    }
    Matcher form = FORM.matcher(text.strip());
    if (text.isBlank() || !form.matches()) {
      return Optional.empty();
    }
    int rfc = form.group("rfc") == null ? TCP : Integer.parseInt(form.group("rfc"));
    if (form.group("figure") != null) {
      return Optional.of(new Place(rfc, "Figure " + form.group("number")));
    }
    String section = form.group("section");
    return Optional.of(new Place(rfc, section == null ? "" : section));
  }

  /// The section that this one is part of, or the whole RFC.
  Place parent() {
    int dot = section.lastIndexOf('.');
    return new Place(rfc, dot < 0 ? "" : section.substring(0, dot));
  }

  /// Whether a rule of the engine cites this place, a step of it, or a range that it is within.
  boolean citedBy(String rule) {
    Matcher range = RANGE.matcher(rule);
    if (range.matches()
        && rfc == Integer.parseInt(range.group(1))
        && SINGLE.matcher(section).matches()) {
      int number = Integer.parseInt(section);
      return number >= Integer.parseInt(range.group(2))
          && number <= Integer.parseInt(range.group(3));
    }
    return of(rule).filter(this::equals).isPresent();
  }

  /// As it is written in a rule.
  @Override
  public String toString() {
    String document = rfc == BEYOND ? BEYOND_THE_RFC : "RFC " + rfc;
    if (section.isEmpty()) {
      return document;
    }
    String before = rfc == BEYOND ? ": " : section.startsWith("Figure") ? " " : " §";
    return document + before + section;
  }
}
