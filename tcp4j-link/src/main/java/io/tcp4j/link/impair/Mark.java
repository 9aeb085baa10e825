package io.tcp4j.link.impair;

import io.tcp4j.link.Packet;

/// A congested router: packets that are ECN-capable are marked (RFC 3168 §5). The sender's bytes
/// stay as they are.
///
/// @param filter which ones for certain; numbers count the packets that come to the rule
/// @param probability of each packet on its own, 0 to 1
/// @param dropOthers whether those of them are dropped that are not ECN-capable, as a router would;
///     else they go on as they are
public record Mark(PacketFilter filter, double probability, boolean dropOthers) implements Rule {
  /// Checks the probability.
  ///
  /// @throws IllegalArgumentException if it is none
  public Mark {
    Ranges.probability("mark", probability);
  }

  /// Marks by chance, and lets go what cannot be marked.
  ///
  /// @param probability 0 to 1
  public Mark(double probability) {
    this(PacketFilter.NOTHING, probability, false);
  }

  /// Marks for certain, and lets go what cannot be marked.
  ///
  /// @param filter which ones
  public Mark(PacketFilter filter) {
    this(filter, 0, false);
  }

  @Override
  public String name() {
    return "mark";
  }

  @Override
  public boolean needsScheduler() {
    return false;
  }

  @Override
  public Stage start(Site site) {
    return new Stage(site) {
      private final Scratch scratch = new Scratch();

      @Override
      protected void take(Packet packet, long number) {
        boolean byFilter = filter.matches(packet, number);
        if (site.random().nextDouble() >= probability && !byFilter) {
          pass(packet);
        } else if (Marker.capable(packet)) {
          touch();
          pass(Marker.mark(scratch.copyOf(packet)));
        } else if (dropOthers) {
          drop(packet);
        } else {
          pass(packet);
        }
      }
    };
  }
}
