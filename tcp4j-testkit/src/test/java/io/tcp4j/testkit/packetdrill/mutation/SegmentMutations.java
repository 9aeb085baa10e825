package io.tcp4j.testkit.packetdrill.mutation;

import io.tcp4j.testkit.packetdrill.script.OptionText;
import io.tcp4j.testkit.packetdrill.script.SegmentText;
import io.tcp4j.testkit.packetdrill.script.SegmentText.Ecn;
import io.tcp4j.testkit.packetdrill.script.SequenceRange;
import io.tcp4j.wire.TcpFlags;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/// Segments with one field changed: each bit of the flags, each number by one, each option.
final class SegmentMutations {
  private static final int FLAG_BITS = 9;
  private static final long MAX_NUMBER = 0xffff_ffffL;

  private final SegmentText segment;
  private final BiConsumer<String, SegmentText> out;

  private SegmentMutations(SegmentText segment, BiConsumer<String, SegmentText> out) {
    this.segment = segment;
    this.out = out;
  }

  /// @param exact whether windows and the order of options count
  /// @param ticks whether TSval counts
  static void of(
      SegmentText segment, boolean exact, boolean ticks, BiConsumer<String, SegmentText> out) {
    SegmentMutations mutations = new SegmentMutations(segment, out);
    mutations.header(exact);
    mutations.ecn();
    segment
        .options()
        .ifPresent(
            options ->
                OptionMutations.of(
                    options,
                    exact,
                    ticks,
                    (change, other) -> mutations.out.accept(change, mutations.withOptions(other))));
  }

  private void header(boolean windows) {
    for (int bit = 0; bit < FLAG_BITS; bit++) {
      int flags = segment.flags() ^ 1 << bit;
      out.accept(
          "flags " + TcpFlags.toString(flags) + (flags >> 8 == 0 ? "" : "+AE"), withFlags(flags));
    }
    SequenceRange range = segment.sequence();
    if ((segment.flags() & TcpFlags.SYN) == 0) {
      range(range.start() + 1, range.length());
      range(range.start() - 1, range.length());
    }
    range(range.start(), range.length() + 1);
    if (range.length() > 0) {
      range(range.start(), range.length() - 1);
    }
    if (segment.ack().isPresent()) {
      ack(segment.ack().getAsLong() + 1);
      ack(segment.ack().getAsLong() - 1);
    }
    if (windows && segment.window().isPresent()) {
      window(segment.window().getAsInt() + 1);
      window(segment.window().getAsInt() - 1);
    }
    int urgent = segment.urgent().orElse(0) + 1;
    out.accept(
        "urg " + urgent,
        with(segment.flags(), range, segment.ack(), segment.window(), OptionalInt.of(urgent)));
  }

  private void range(long start, int length) {
    long from = start & MAX_NUMBER;
    long to = from + length & MAX_NUMBER;
    out.accept(
        "sequence " + from + ":" + to,
        with(
            segment.flags(),
            new SequenceRange(from, to, length),
            segment.ack(),
            segment.window(),
            segment.urgent()));
  }

  private void ack(long ack) {
    out.accept(
        "ack " + ack,
        with(
            segment.flags(),
            segment.sequence(),
            OptionalLong.of(ack & MAX_NUMBER),
            segment.window(),
            segment.urgent()));
  }

  private void window(int window) {
    if (window >= 0 && window <= 0xffff) {
      out.accept(
          "win " + window,
          with(
              segment.flags(),
              segment.sequence(),
              segment.ack(),
              OptionalInt.of(window),
              segment.urgent()));
    }
  }

  private void ecn() {
    Ecn other =
        switch (segment.ecn()) {
          case UNSAID -> Ecn.UNSAID;
          case NOT_ECT, ECT1, CE -> Ecn.ECT0;
          case ECT0 -> Ecn.ECT1;
          case ECT -> Ecn.NOT_ECT;
        };
    if (other != segment.ecn()) {
      out.accept(
          "ECN " + other,
          new SegmentText(
              other,
              segment.ttl(),
              segment.trafficClass(),
              segment.ports(),
              segment.flags(),
              segment.sequence(),
              segment.ack(),
              segment.window(),
              segment.urgent(),
              segment.options()));
    }
  }

  private SegmentText withFlags(int flags) {
    return with(flags, segment.sequence(), segment.ack(), segment.window(), segment.urgent());
  }

  private SegmentText with(
      int flags, SequenceRange sequence, OptionalLong ack, OptionalInt window, OptionalInt urgent) {
    return new SegmentText(
        segment.ecn(),
        segment.ttl(),
        segment.trafficClass(),
        segment.ports(),
        flags,
        sequence,
        ack,
        window,
        urgent,
        segment.options());
  }

  private SegmentText withOptions(List<OptionText> options) {
    return new SegmentText(
        segment.ecn(),
        segment.ttl(),
        segment.trafficClass(),
        segment.ports(),
        segment.flags(),
        segment.sequence(),
        segment.ack(),
        segment.window(),
        segment.urgent(),
        Optional.of(options));
  }
}
