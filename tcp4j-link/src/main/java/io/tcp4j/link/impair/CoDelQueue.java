package io.tcp4j.link.impair;

import io.tcp4j.link.impair.PacketStore.Slot;
import org.jspecify.annotations.Nullable;

/// Controlled delay (RFC 8289 §5): looks at how long each packet has waited when its turn comes.
final class CoDelQueue extends PacketQueue {
  /// §5.5: fewer than this many intervals after the last time it starts with the rate of that time.
  private static final int RECENT = 16;

  /// What an Ethernet's longest packet has.
  private static final int ETHERNET = 1500;

  private final long target;
  private final long interval;
  private final boolean mark;
  private final Verdicts verdicts;

  /// When the delay will have been above the target for an interval; 0 while it is not above.
  private long firstAboveTime;

  /// The longest packet so far, an Ethernet's at least: `maxpacket` of §5. With less than that in
  /// the queue the delay is not the queue's.
  private int maxPacket = ETHERNET;

  private boolean okToDrop;
  private boolean dropping;
  private long dropNext;
  private int count;
  private int lastCount;

  CoDelQueue(QueueDiscipline.CoDel what, Verdicts verdicts) {
    super(what.bytes(), Integer.MAX_VALUE, verdicts);
    target = what.target().toNanos();
    interval = what.interval().toNanos();
    mark = what.mark();
    this.verdicts = verdicts;
  }

  @Override
  void add(Slot slot, int before) {
    maxPacket = Math.max(maxPacket, slot.packet.length);
    super.add(slot, before);
  }

  /// `deque` of §5.5.
  @Override
  @Nullable Slot poll(long now) {
    Slot slot = takeAndJudge(now);
    if (dropping) {
      return pollWhileDropping(slot, now);
    }
    if (slot != null && okToDrop) {
      slot = markOrDrop(slot, now);
      dropping = true;
      int sinceLast = count - lastCount;
      boolean recently = now - dropNext < RECENT * interval;
      count = sinceLast > 1 && recently ? sinceLast : 1;
      dropNext = controlLaw(now);
      lastCount = count;
    }
    return slot;
  }

  private @Nullable Slot pollWhileDropping(@Nullable Slot first, long now) {
    Slot slot = first;
    dropping = okToDrop;
    while (slot != null && dropping && now >= dropNext) {
      count++;
      boolean marked = mark && Marker.capable(slot.packet);
      slot = markOrDrop(slot, now);
      dropping = okToDrop;
      dropNext = dropping ? controlLaw(dropNext) : dropNext;
      if (marked) {
        return slot; // which is still the same
      }
    }
    return slot;
  }

  /// Marks the packet, or drops it and takes the next one.
  private @Nullable Slot markOrDrop(Slot slot, long now) {
    if (mark && Marker.capable(slot.packet)) {
      verdicts.mark(slot);
      return slot;
    }
    verdicts.drop(slot);
    return takeAndJudge(now);
  }

  /// `dodequeue` of §5.4.
  private @Nullable Slot takeAndJudge(long now) {
    okToDrop = false;
    Slot slot = remove();
    if (slot == null || now - slot.instant < target || bytes() <= maxPacket) {
      firstAboveTime = 0;
    } else if (firstAboveTime == 0) {
      firstAboveTime = now + interval;
    } else {
      okToDrop = now >= firstAboveTime;
    }
    return slot;
  }

  /// §5.3: the time between drops shrinks with the square root of their number.
  private long controlLaw(long from) {
    return from + (long) (interval / Math.sqrt(count));
  }
}
