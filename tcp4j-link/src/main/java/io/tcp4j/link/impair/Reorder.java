package io.tcp4j.link.impair;

import io.tcp4j.link.Packet;
import java.time.Duration;

/// Some packets are held back while those behind them go on.
///
/// @param probability of each packet on its own, 0 to 1
/// @param holdBack how long, more than nothing and up to a day
public record Reorder(double probability, Duration holdBack) implements Rule {
  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if one is out of its range; the message names it
  public Reorder {
    Ranges.probability("reorder", probability);
    if (Ranges.duration("holdBack", holdBack) == 0) {
      throw new IllegalArgumentException("holdBack=PT0S lets nothing be overtaken");
    }
  }

  @Override
  public String name() {
    return "reorder";
  }

  @Override
  public boolean needsScheduler() {
    return true;
  }

  @Override
  public Stage start(Site site) {
    long late = holdBack.toNanos();
    return new Keeping(site) {
      @Override
      protected void take(Packet packet, long number) {
        if (site.random().nextDouble() < probability) {
          touch();
          keep(packet, site.now() + late);
        } else {
          pass(packet);
        }
      }
    };
  }
}
