package io.tcp4j.link.impair;

import io.tcp4j.link.Packet;
import java.util.concurrent.atomic.AtomicLong;

/// Packets are held until the rule is over, or until [Held#releaseNext] lets some go; then they go
/// on in their order. Unlike with a partition nothing is lost: the network is very slow.
public record Hold() implements Rule {
  @Override
  public String name() {
    return "hold";
  }

  @Override
  public boolean needsScheduler() {
    return true;
  }

  @Override
  public Held start(Site site) {
    return new Held(site);
  }

  /// A hold at work.
  public static final class Held extends Keeping {
    /// No timer waits for it, so that a run in which nothing else can happen is found out.
    private static final long NEVER = Long.MAX_VALUE;

    private final io.tcp4j.link.Scheduler.Timer turn;
    private final AtomicLong asked = new AtomicLong();

    private Held(Site site) {
      super(site);
      turn = site.timer(this::letGo);
    }

    @Override
    protected void take(Packet packet, long number) {
      touch();
      keep(packet, NEVER);
    }

    /// Lets the packets go on that have been held longest. Happens as soon as the scheduler gets to
    /// it.
    ///
    /// @param most how many, 1 or more, beside those that were asked for and have not gone yet
    /// @throws IllegalArgumentException if it is less than 1
    public void releaseNext(int most) {
      Ranges.number("most", most, 1, Integer.MAX_VALUE);
      asked.addAndGet(most);
      turn.arm(site().now());
    }

    private void letGo() {
      passUntil(NEVER, asked.getAndSet(0));
    }
  }
}
