package io.tcp4j.testkit.packetdrill.run;

import io.tcp4j.testkit.packetdrill.script.Event;
import io.tcp4j.testkit.packetdrill.script.EventTime;
import java.util.Locale;

/// When each event of a script is to happen, in ns of the script's time.
final class Timeline {
  private final long tolerance;
  private final boolean strict;

  /// When the event before happened, or was to happen.
  private long before;

  private long scheduledBefore;
  private boolean inboundBefore;

  /// @param tolerance how far an event may be off, in ns, where the gap before it is short
  /// @param strict whether no event may be off at all
  Timeline(long tolerance, boolean strict) {
    this.tolerance = tolerance;
    this.strict = strict;
  }

  /// When an event is to happen.
  ///
  /// @param from the earliest instant
  /// @param to the latest
  /// @param end when a blocking call is to return; before `from` for one that does not block
  /// @param any no matter when
  record Slot(long from, long to, long end, boolean any) {
    boolean blocks() {
      return end >= from;
    }
  }

  Slot slot(Event event, long now) {
    EventTime time = event.time();
    long base =
        switch (time.kind()) {
          case ABSOLUTE -> 0;
          case RELATIVE -> inboundBefore && inbound(event) ? scheduledBefore : before;
          case ANY -> now;
        };
    long end = time.end().isPresent() ? base + time.end().getAsLong() : Long.MIN_VALUE;
    return new Slot(base + time.from(), base + time.to(), end, time.kind() == EventTime.Kind.ANY);
  }

  /// An event has happened.
  void happened(Event event, Slot slot, long at) {
    before = at;
    scheduledBefore = slot.from();
    inboundBefore = inbound(event);
  }

  private static boolean inbound(Event event) {
    return event instanceof Event.Packet packet && packet.inbound();
  }

  /// How far an event may be off: an eighth of the time since the one before, if that is more than
  /// what is granted anyway.
  long tolerance(long due) {
    return strict ? 0 : Math.max(tolerance, (due - before) / 8);
  }

  /// Complains of an event that happened at another time than its own.
  ///
  /// @param what the event, in words
  void check(String what, Slot slot, long at) {
    if (slot.any()) {
      return;
    }
    long grace = tolerance(slot.to());
    if (at < slot.from() - grace || at > slot.to() + grace) {
      String due =
          slot.from() == slot.to()
              ? seconds(slot.from())
              : seconds(slot.from()) + " to " + seconds(slot.to());
      throw new ScriptFailure(what + " at " + seconds(at) + " s instead of " + due + " s");
    }
  }

  static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.6f", nanos / 1e9);
  }
}
