package io.tcp4j.cli.explain;

import io.tcp4j.cli.text.Page;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.StateDiagram;
import io.tcp4j.testkit.drawing.Pad;
import java.util.Arrays;
import java.util.List;

/// A section of an RFC, in words of our own.
///
/// @param place which
/// @param summary what it is about: its heading or a part of it
/// @param text what it says
/// @param scenarios what shows it
record SectionTopic(Place place, String summary, String text, List<String> scenarios)
    implements Topic {
  /// A section of this RFC.
  static SectionTopic of(
      int rfc, String section, String summary, String text, String... scenarios) {
    return new SectionTopic(new Place(rfc, section), summary, text, List.of(scenarios));
  }

  @Override
  public String name() {
    return place.toString();
  }

  @Override
  public void tell(Page page) {
    page.title(name(), summary)
        .paragraph(text)
        .entries("segments", segments())
        .entries("transitions", transitions())
        .entries("see it", Topic.demos(scenarios))
        .entries("sections", Sections.under(place).stream().map(SectionTopic::line).toList());
  }

  private String line() {
    return Pad.right(name(), 20) + "  " + summary;
  }

  /// The reasons of segments that cite this place.
  private List<String> segments() {
    return Arrays.stream(SendCause.values())
        .filter(cause -> place.citedBy(cause.rule()))
        .map(cause -> cause.text() + step(cause.rule()))
        .toList();
  }

  /// The edges of the state diagram that cite it.
  private List<String> transitions() {
    return StateDiagram.allEdges().stream()
        .filter(edge -> place.citedBy(edge.rule()))
        .map(e -> "%-12s  to %-12s  on %s%s".formatted(e.from(), e.to(), e.event(), step(e.rule())))
        .toList();
  }

  /// What a rule says beyond the place, as in ` (eighth)`.
  private static String step(String rule) {
    int comma = rule.indexOf(", ");
    return comma < 0 ? "" : " (" + rule.substring(comma + 2) + ")";
  }
}
