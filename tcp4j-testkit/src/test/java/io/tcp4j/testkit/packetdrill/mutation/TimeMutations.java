package io.tcp4j.testkit.packetdrill.mutation;

import io.tcp4j.testkit.packetdrill.script.EventTime;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/// Times that are off by more than the tolerance: 4 ms, or an eighth of the time since the event
/// before.
final class TimeMutations {
  private static final long MILLISECOND = 1_000_000;

  /// At the time of the event before.
  static final EventTime AT_ONCE =
      new EventTime(EventTime.Kind.RELATIVE, 0, 0, OptionalLong.empty());

  private TimeMutations() {}

  static void of(EventTime time, long tolerance, BiConsumer<String, EventTime> out) {
    if (time.kind() == EventTime.Kind.ANY) {
      return;
    }
    // later by d, the tolerance grows to (t + d) / 8, so d must be more than t / 7
    long later = Math.max(tolerance, time.to() / 7) + MILLISECOND + (time.to() - time.from());
    out.accept("later by " + later + " ns", shifted(time, later));
    long earlier = Math.max(tolerance, time.to() / 8) + MILLISECOND + (time.to() - time.from());
    if (time.from() >= earlier) {
      out.accept("earlier by " + earlier + " ns", shifted(time, -earlier));
    }
  }

  /// The call returns later.
  static EventTime endingLater(EventTime time, long tolerance) {
    long end = time.end().orElseThrow();
    return new EventTime(
        time.kind(),
        time.from(),
        time.to(),
        OptionalLong.of(end + Math.max(tolerance, end / 7) + MILLISECOND));
  }

  private static EventTime shifted(EventTime time, long by) {
    return new EventTime(time.kind(), time.from() + by, time.to() + by, time.end());
  }
}
