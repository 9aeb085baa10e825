package io.tcp4j.stack.log;

import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.Trigger;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One entry of an [EventLog].
///
/// @param time since the log was begun, by the stack's clock
/// @param connection to which connection
/// @param what what happened
/// @param trigger which call, segment or timer made it happen; null where that is the segment that
///     is spoken of
/// @param caller where in the user's own code the call was made; null if it was no call, or the log
///     does not look
public record LogEntry(
    Duration time,
    FourTuple connection,
    Happening what,
    @Nullable Trigger trigger,
    @Nullable StackTraceElement caller) {

  /// Returns the entry as one line, such as `1.250000 10.0.0.1:4000 ↔ 10.0.0.2:7 sent RST: …`.
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(Locale.ROOT, "%d.%06d ", time.toSeconds(), time.toNanosPart() / 1000));
    line.append(connection).append(' ').append(what);
    if (!what.rule().isEmpty()) {
      line.append(" (").append(what.rule()).append(')');
    }
    if (trigger != null) {
      line.append(", by ").append(trigger);
    }
    if (caller != null) {
      line.append(" at ").append(caller);
    }
    return line.toString();
  }
}
