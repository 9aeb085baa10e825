package io.tcp4j.tcp;

import io.tcp4j.tcp.model.TcpCounter;
import io.tcp4j.tcp.model.TcpCounters;
import io.tcp4j.wire.DropReason;
import java.util.EnumMap;
import java.util.Map;

/// Counters to look at.
final class TestCounters implements TcpCounters {
  private final Map<TcpCounter, Long> counts = new EnumMap<>(TcpCounter.class);
  private final Map<DropReason, Long> drops = new EnumMap<>(DropReason.class);

  @Override
  public void count(TcpCounter counter, long amount) {
    counts.merge(counter, amount, Long::sum);
  }

  @Override
  public void drop(DropReason reason) {
    drops.merge(reason, 1L, Long::sum);
  }

  long of(TcpCounter counter) {
    return counts.getOrDefault(counter, 0L);
  }

  long drops(DropReason reason) {
    return drops.getOrDefault(reason, 0L);
  }

  @Override
  public String toString() {
    return counts + " drops " + drops;
  }
}
