package io.tcp4j.cli.gateway;

import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/// What a gateway has done so far. Thread-safe.
final class Tally {
  /// Flows that were begun.
  final LongAdder flows = new LongAdder();

  /// Flows that a reset of either side has ended.
  final LongAdder reset = new LongAdder();

  /// Requests that the destination has answered by RST.
  final LongAdder refused = new LongAdder();

  /// Requests whose destination cannot be reached.
  final LongAdder unreachable = new LongAdder();

  /// Requests on which no answer came, or that the client has taken back before.
  final LongAdder unanswered = new LongAdder();

  /// Requests that were left unanswered, since there were too many flows already.
  final LongAdder beyondLimit = new LongAdder();

  /// Bytes from clients, of flows that are over.
  final LongAdder sent = new LongAdder();

  /// Bytes to clients, of flows that are over.
  final LongAdder received = new LongAdder();

  /// All of it in one line.
  @Override
  public String toString() {
    return "%d flows, %s from clients, %s to them; %d reset, %d refused, %d unreachable, %d unanswered, %d over the limit"
        .formatted(
            flows.sum(),
            bytes(sent.sum()),
            bytes(received.sum()),
            reset.sum(),
            refused.sum(),
            unreachable.sum(),
            unanswered.sum(),
            beyondLimit.sum());
  }

  /// Bytes for people: three digits and a unit.
  static String bytes(long bytes) {
    String[] units = {"kB", "MB", "GB", "TB"};
    if (bytes < 1000) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    while (value >= 999.5 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    String form = value < 9.995 ? "%.2f %s" : value < 99.95 ? "%.1f %s" : "%.0f %s";
    return String.format(Locale.ROOT, form, value, units[unit]);
  }
}
