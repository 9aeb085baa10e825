package io.tcp4j.link.impair;

import io.tcp4j.link.Packet;

/// Packets go on twice, the copy right behind the original.
///
/// @param probability of each packet on its own, 0 to 1
public record Duplicate(double probability) implements Rule {
  /// Checks the probability.
  ///
  /// @throws IllegalArgumentException if it is none
  public Duplicate {
    Ranges.probability("duplicate", probability);
  }

  @Override
  public String name() {
    return "duplicate";
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
        if (site.random().nextDouble() < probability) {
          touch();
          add();
          // Whoever gets the first may do with its bytes what he likes.
          pass(scratch.copyOf(packet));
        }
        pass(packet);
      }
    };
  }
}
