package io.tcp4j.link;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// Counts what a link drops, by reason. Thread-safe; for those who write links.
public final class LinkDropCounts {
  private final Map<LinkDrop, LongAdder> counts = new EnumMap<>(LinkDrop.class);

  /// Makes a set of counts, all 0.
  public LinkDropCounts() {
    for (LinkDrop reason : LinkDrop.values()) {
      counts.put(reason, new LongAdder()); // all of them now: from here on the map only is read
    }
  }

  /// Counts one packet.
  ///
  /// @param reason why it was dropped
  /// @return false, for [Link#transmit] to return
  public boolean drop(LinkDrop reason) {
    of(reason).increment();
    return false;
  }

  /// Returns how many packets were dropped for the given reason.
  ///
  /// @param reason why
  public long count(LinkDrop reason) {
    return of(reason).sum();
  }

  private LongAdder of(LinkDrop reason) {
    return Objects.requireNonNull(counts.get(reason));
  }
}
