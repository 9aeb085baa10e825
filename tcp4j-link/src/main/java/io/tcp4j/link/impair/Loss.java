package io.tcp4j.link.impair;

import io.tcp4j.link.Packet;

/// Packets get lost by chance, each on its own. With the same chance a higher probability hits the
/// same packets and some more.
///
/// @param probability 0 to 1
public record Loss(double probability) implements Rule {
  /// Checks the probability.
  ///
  /// @throws IllegalArgumentException if it is none
  public Loss {
    Ranges.probability("loss", probability);
  }

  @Override
  public String name() {
    return "loss";
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
        if (site.random().nextDouble() < probability) {
          drop(packet);
        } else {
          pass(packet);
        }
      }
    };
  }
}
