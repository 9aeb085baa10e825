package io.tcp4j.link.impair;

import io.tcp4j.link.Packet;
import java.time.Duration;

/// Each packet takes some time; none overtakes another.
///
/// @param time how long at least, up to a day
/// @param jitter most that chance adds to that, evenly distributed, up to a day
public record Delay(Duration time, Duration jitter) implements Rule {
  /// Checks the durations.
  ///
  /// @throws IllegalArgumentException if one is out of its range; the message names it
  public Delay {
    Ranges.duration("delay", time);
    Ranges.duration("jitter", jitter);
  }

  /// The same time for all.
  ///
  /// @param time how long
  public Delay(Duration time) {
    this(time, Duration.ZERO);
  }

  @Override
  public String name() {
    return "delay";
  }

  @Override
  public boolean needsScheduler() {
    return true;
  }

  @Override
  public Stage start(Site site) {
    long least = time.toNanos();
    long most = jitter.toNanos();
    return new Keeping(site) {
      private long latest;

      @Override
      protected void take(Packet packet, long number) {
        touch();
        long arrival = site.now() + least + site.random().nextLong(most + 1);
        latest = Math.max(latest, arrival);
        keep(packet, latest);
      }
    };
  }
}
