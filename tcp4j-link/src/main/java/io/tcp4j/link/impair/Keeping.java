package io.tcp4j.link.impair;

import io.tcp4j.link.Packet;
import io.tcp4j.link.Scheduler;
import io.tcp4j.link.impair.PacketStore.Slot;

/// A stage that keeps packets, each until an instant of its own.
abstract class Keeping extends Stage {
  private final DelayLine line = new DelayLine();
  private final Scheduler.Timer timer;

  Keeping(Site site) {
    super(site);
    timer = site.timer(() -> passUntil(site.now()));
  }

  /// Keeps a packet.
  ///
  /// @param until when it goes on
  final void keep(Packet packet, long until) {
    long next = line.nextArrival();
    if (!line.send(packet, until)) {
      drop(packet);
    } else if (until < next) {
      timer.arm(until);
    }
  }

  private void passUntil(long instant) {
    passUntil(instant, Integer.MAX_VALUE);
    timer.arm(line.nextArrival());
  }

  /// Lets those go on whose instant has come, so many of them at most.
  final void passUntil(long instant, long most) {
    for (long i = 0; i < most; i++) {
      Slot slot = line.poll(instant);
      if (slot == null) {
        return;
      }
      pass(slot.packet);
      line.giveBack(slot);
    }
  }

  @Override
  protected void release() {
    timer.cancel();
    passUntil(Long.MAX_VALUE, Integer.MAX_VALUE);
  }

  @Override
  protected void clear() {
    timer.cancel();
    line.close();
  }

  @Override
  protected long held() {
    return line.underWay();
  }
}
