package io.tcp4j.cli.explain;

import io.tcp4j.cli.text.Page;
import java.util.List;

/// An option of the TCP header.
///
/// @param name what it is called
/// @param alsoKnownAs what else it is called
/// @param kind its number in the first octet
/// @param length its octets with kind and length, or a word on them
/// @param summary what it is for, in a few words
/// @param meaning what it means
/// @param tcp4j what tcp4j does with it
/// @param rule where it is written
/// @param scenarios what shows it
record OptionTopic(
    String name,
    List<String> alsoKnownAs,
    int kind,
    String length,
    String summary,
    String meaning,
    String tcp4j,
    String rule,
    List<String> scenarios)
    implements Topic {
  @Override
  public void tell(Page page) {
    page.title(name, "an option of the TCP header (kind %d, %s)".formatted(kind, length))
        .paragraph(meaning)
        .entry("in tcp4j", tcp4j)
        .entries("see it", Topic.demos(scenarios))
        .entry("rule", rule);
  }
}
