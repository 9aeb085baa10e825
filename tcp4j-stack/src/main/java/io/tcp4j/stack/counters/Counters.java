package io.tcp4j.stack.counters;

import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.model.TcpCounters;
import io.tcp4j.wire.DropReason;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/// Everything that a stack counts, by name. Counts only ever grow.
///
/// Thread-safe. Counts read while traffic flows need not fit each other.
public final class Counters implements TcpCounters {
  private final Map<Counter, LongAdder> counts = adders(Counter.class);
  private final Map<TcpCounter, LongAdder> tcpCounts = adders(TcpCounter.class);
  private final Map<DropReason, LongAdder> drops = adders(DropReason.class);

  /// Makes counters that are all zero.
  public Counters() {}

  private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> what) {
    Map<E, LongAdder> adders = new EnumMap<>(what);
    for (E constant : what.getEnumConstants()) {
      adders.put(constant, new LongAdder());
    }
    return adders;
  }

  private static <E extends Enum<E>> LongAdder adder(Map<E, LongAdder> adders, E what) {
    return Objects.requireNonNull(adders.get(what));
  }

  /// Returns a count.
  ///
  /// @param counter of what
  public long get(Counter counter) {
    return adder(counts, counter).sum();
  }

  /// Returns a count of the engine's.
  ///
  /// @param counter of what
  public long get(TcpCounter counter) {
    return adder(tcpCounts, counter).sum();
  }

  /// Returns how often something was dropped for a reason.
  ///
  /// @param reason why
  public long get(DropReason reason) {
    return adder(drops, reason).sum();
  }

  /// Returns all counts, sorted by name. Names are those of the constants in lower case with
  /// hyphens, the engine's with `tcp.` and reasons with `drop.` in front, as in
  /// `drop.tcp-bad-checksum`.
  public Map<String, Long> snapshot() {
    Map<String, Long> all = new TreeMap<>();
    for (Counter counter : Counter.values()) {
      all.put(counter.toString(), get(counter));
    }
    for (TcpCounter counter : TcpCounter.values()) {
      all.put("tcp." + hyphenated(counter), get(counter));
    }
    for (DropReason reason : DropReason.values()) {
      all.put("drop." + hyphenated(reason), get(reason));
    }
    return all;
  }

  private static String hyphenated(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Adds one.
  ///
  /// @param counter to what
  public void count(Counter counter) {
    adder(counts, counter).increment();
  }

  /// Counts an arrived packet that reaches no upper layer.
  ///
  /// @param reason why
  public void refuse(DropReason reason) {
    count(Counter.REFUSED);
    drop(reason);
  }

  @Override
  public void count(TcpCounter counter, long amount) {
    adder(tcpCounts, counter).add(amount);
  }

  @Override
  public void drop(DropReason reason) {
    adder(drops, reason).increment();
  }
}
