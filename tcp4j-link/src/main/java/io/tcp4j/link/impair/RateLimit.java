package io.tcp4j.link.impair;

import io.tcp4j.link.Packet;
import io.tcp4j.link.Scheduler;
import io.tcp4j.link.impair.PacketStore.Slot;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A line of limited speed with a queue in front of it. It has touched the packets that found the
/// line busy, whether they waited, were marked or had to go.
///
/// @param bitsPerSecond its speed, IP headers counted, 1 to 10¹²
/// @param queue which packets have to go when more come than the line takes
public record RateLimit(long bitsPerSecond, QueueDiscipline queue) implements Rule {
  private static final long BITS_NANOS = Byte.SIZE * 1_000_000_000L;

  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if the speed is out of its range
  public RateLimit {
    Ranges.number("bitsPerSecond", bitsPerSecond, 1, 1_000_000_000_000L);
    Objects.requireNonNull(queue, "queue");
  }

  /// A line whose queue drops what comes when it is full.
  ///
  /// @param bitsPerSecond its speed
  /// @param queueBytes bytes that wait for the line or are on it; a packet that finds none goes
  ///     even if it is longer
  public RateLimit(long bitsPerSecond, int queueBytes) {
    this(bitsPerSecond, new QueueDiscipline.TailDrop(queueBytes));
  }

  @Override
  public String name() {
    return "rate-limit";
  }

  @Override
  public boolean needsScheduler() {
    return true;
  }

  @Override
  public Stage start(Site site) {
    return new Line(site);
  }

  /// Returns how long the line takes for so many bytes, rounded up.
  private long nanos(int bytes) {
    return Math.ceilDiv(bytes * BITS_NANOS, bitsPerSecond);
  }

  private final class Line extends Stage implements PacketQueue.Verdicts {
    private final PacketStore store = new PacketStore();
    private final PacketQueue waiting = PacketQueue.of(queue, this);
    private final Scheduler.Timer timer;
    private @Nullable Slot onLine;
    private volatile int held;

    Line(Site site) {
      super(site);
      timer = site.timer(this::sent);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate")
    protected void take(Packet packet, long number) {
      Slot slot = store.copy(packet);
      int bytes = waiting.bytes() + (onLine == null ? 0 : onLine.packet.length);
      if (slot == null) {
        drop(packet);
      } else if (!waiting.admits(packet, bytes)) {
        drop(packet);
        store.giveBack(slot);
      } else {
        slot.instant = site().now();
        if (bytes > 0) {
          touch();
        }
        waiting.add(slot, bytes);
        held++;
        if (onLine == null) {
          sendNext();
        }
      }
    }

    private void sent() {
      Slot slot = Objects.requireNonNull(onLine);
      onLine = null;
      letGo(slot);
      sendNext();
    }

    private void sendNext() {
      long now = site().now();
      onLine = waiting.poll(now);
      if (onLine != null) {
        timer.arm(now + nanos(onLine.packet.length));
      }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void letGo(Slot slot) {
      held--;
      pass(slot.packet);
      store.giveBack(slot);
    }

    // Only what has waited is ever marked or taken out of the queue to be dropped: it counts as
    // touched already.

    @Override
    public void mark(Slot slot) {
      Marker.mark(slot.packet);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate")
    public void drop(Slot slot) {
      held--;
      dropTouched(slot.packet);
      store.giveBack(slot);
    }

    @Override
    protected void release() {
      timer.cancel();
      if (onLine != null) {
        sentLast(Objects.requireNonNull(onLine));
      }
      Slot slot;
      while ((slot = waiting.remove()) != null) {
        letGo(slot);
      }
    }

    private void sentLast(Slot slot) {
      onLine = null;
      letGo(slot);
    }

    @Override
    protected void clear() {
      timer.cancel();
      onLine = null;
      held = 0;
      while (waiting.remove() != null) {
        // forgotten
      }
      store.close();
    }

    @Override
    protected long held() {
      return held;
    }
  }
}
