package io.tcp4j.cli.explain;

import io.tcp4j.cli.text.Page;
import io.tcp4j.testkit.drawing.Pad;
import java.util.List;
import java.util.stream.Collectors;

/// The table of contents: what there is to explain.
final class Contents {
  private static final int NAME = 16;

  private Contents() {}

  static void tell(Page page) {
    page.title("explain", "what there is to explain")
        .entries("states", lines(States.ALL))
        .entries("flags", lines(Flags.ALL))
        .entries("options", lines(Options.ALL));
    page.entries("RFCs", lines(wholeRfcs()))
        .paragraph(
            "A section of RFC 9293 needs no more than its number (tcp4j explain 3.10.7.4); 'tcp4j explain"
                + " 9293' lists those that there are.");
  }

  /// The numbers of the RFCs that there are words on.
  static String rfcs() {
    return wholeRfcs().stream()
        .map(section -> String.valueOf(section.place().rfc()))
        .collect(Collectors.joining(", "));
  }

  private static List<SectionTopic> wholeRfcs() {
    return Sections.ALL.stream().filter(section -> section.place().section().isEmpty()).toList();
  }

  private static List<String> lines(List<? extends Topic> topics) {
    return topics.stream().map(t -> Pad.right(t.name(), NAME) + t.summary()).toList();
  }
}
