package io.tcp4j.cli.explain;

import io.tcp4j.cli.text.Page;
import java.util.List;

/// Something that can be explained.
sealed interface Topic permits FlagTopic, OptionTopic, SectionTopic, StateTopic {
  /// Its name, as in `SYN-SENT`, `URG`, `window scale` or `RFC 9293 §3.5`.
  String name();

  /// Other names that people use for it.
  default List<String> alsoKnownAs() {
    return List.of();
  }

  /// What it is, in a few words, for a table of contents.
  String summary();

  /// The scenarios of `tcp4j demo` that show it, the best one first.
  default List<String> scenarios() {
    return List.of();
  }

  /// The commands that show scenarios.
  static List<String> demos(List<String> scenarios) {
    return scenarios.stream().map(name -> "tcp4j demo " + name).toList();
  }

  /// Writes all there is to say.
  void tell(Page page);
}
