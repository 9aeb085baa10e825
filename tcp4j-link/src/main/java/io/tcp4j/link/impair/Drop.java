package io.tcp4j.link.impair;

import io.tcp4j.link.Packet;

/// Packets are dropped for certain: a cut, a filter, or the third packet.
///
/// @param filter which ones; numbers count the packets that come to the rule
public record Drop(PacketFilter filter) implements Rule {
  /// A rule that drops everything.
  public static final Drop EVERYTHING = new Drop(PacketFilter.EVERYTHING);

  @Override
  public String name() {
    return "drop";
  }

  @Override
  public boolean needsScheduler() {
    return false;
  }

  @Override
  public Stage start(Site site) {
    return new Stage(site) {
      @Override
      protected void take(Packet packet, long number) {
        if (filter.matches(packet, number)) {
          drop(packet);
        } else {
          pass(packet);
        }
      }
    };
  }
}
