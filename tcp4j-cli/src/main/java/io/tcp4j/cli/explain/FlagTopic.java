package io.tcp4j.cli.explain;

import io.tcp4j.cli.text.Page;
import io.tcp4j.wire.TcpFlags;
import java.util.List;

/// One of the eight control bits.
///
/// @param flag the bit, as in [TcpFlags]
/// @param summary what it says, in a few words
/// @param told what one reads about it in short explanations of TCP
/// @param so what is really so
/// @param tcp4j what tcp4j does with it
/// @param rule where it is written
/// @param scenarios what shows it
record FlagTopic(
    int flag,
    String summary,
    String told,
    String so,
    String tcp4j,
    String rule,
    List<String> scenarios)
    implements Topic {
  @Override
  public String name() {
    return TcpFlags.toString(flag);
  }

  @Override
  public void tell(Page page) {
    page.title(name(), "a flag of the TCP header (bit %d of 8, from the right)".formatted(bit()))
        .entry("told as", told)
        .entry("what is so", so)
        .entry("in tcp4j", tcp4j)
        .entries("see it", shown())
        .entry("rule", rule);
  }

  private int bit() {
    return Integer.numberOfTrailingZeros(flag) + 1;
  }

  private List<String> shown() {
    return scenarios.stream()
        .map(scenario -> "tcp4j demo %s --filter %s".formatted(scenario, name()))
        .toList();
  }
}
