package io.tcp4j.testkit.packetdrill.flow;

import io.tcp4j.testkit.packetdrill.script.OptionText;
import io.tcp4j.testkit.packetdrill.script.SegmentText;
import io.tcp4j.testkit.packetdrill.wire.LivePacket;
import io.tcp4j.testkit.packetdrill.wire.RawOption;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Compares a packet that the stack has sent with what the script expects.
public final class PacketMatcher {
  private final Flow flow;
  private final SegmentText expected;
  private final Expectations how;
  private final List<LivePacket> pieces;
  private final LivePacket first;
  private final LivePacket last;
  private final List<String> differences = new ArrayList<>();

  private PacketMatcher(
      Flow flow, SegmentText expected, Expectations how, List<LivePacket> pieces) {
    this.flow = flow;
    this.expected = expected;
    this.how = how;
    this.pieces = pieces;
    first = pieces.getFirst();
    last = pieces.getLast();
  }

  /// Compares; the flow learns what the packet tells of it.
  ///
  /// @param pieces the packet, or the segments that together are the one the script writes
  /// @return the differences, in words; empty where there are none
  public static List<String> compare(
      Flow flow, SegmentText expected, Expectations how, List<LivePacket> pieces) {
    return new PacketMatcher(flow, expected, how, pieces).compare();
  }

  private List<String> compare() {
    for (LivePacket piece : pieces) {
      if (piece.fault() != null) {
        differences.add("the packet is broken: " + piece.fault());
        return differences;
      }
      if (!piece.textIsZero()) {
        differences.add("its text is not what the user wrote");
      }
    }
    flow.met(expected, last);
    header();
    ip();
    expected.options().ifPresent(this::options);
    return differences;
  }

  private void header() {
    Segment head = first.segment();
    Segment tail = last.segment();
    boolean syn = head.has(TcpFlags.SYN);
    int fromLast = TcpFlags.FIN | TcpFlags.PSH;
    int flags = (head.flags & ~fromLast) | (tail.flags & fromLast) | head.reserved << 8;
    differ("flags", TcpFlags.toString(expected.flags()), TcpFlags.toString(flags));
    if ((flags ^ expected.flags()) >>> 8 != 0) {
      differences.add("reserved bits " + (flags >>> 8));
    }
    differ("seq", expected.sequence().start(), flow.local.toScript(head.seq, syn));
    int length = pieces.stream().mapToInt(p -> p.segment().textLength).sum();
    differ("length", expected.sequence().length(), length);
    if (expected.ack().isPresent()) {
      differ("ack", expected.ack().getAsLong(), flow.remote.toScript(tail.ack, syn));
    } else if (tail.ack != 0) {
      differences.add("ack field " + tail.ack + " instead of 0");
    }
    if (how.windows() && expected.window().isPresent()) {
      differ("win", expected.window().getAsInt(), tail.wnd);
    }
    differ("urg", expected.urgent().orElse(0), head.up);
  }

  private void ip() {
    int ecn = first.ip().trafficClass & 3;
    boolean right =
        switch (expected.ecn()) {
          case UNSAID -> true;
          case NOT_ECT -> ecn == 0;
          case ECT1 -> ecn == 1;
          case ECT0 -> ecn == 2;
          case ECT -> ecn == 1 || ecn == 2;
          case CE -> ecn == 3;
        };
    if (!right) {
      differences.add("ECN field " + ecn + " instead of " + expected.ecn());
    }
    if (expected.ttl().isPresent()) {
      differ("ttl", expected.ttl().getAsInt(), first.ip().hopLimit);
    }
    if (expected.trafficClass().isPresent()) {
      differ("tos", expected.trafficClass().getAsInt(), first.ip().trafficClass);
    }
  }

  private void options(List<OptionText> texts) {
    List<RawOption> found = last.options();
    List<RawOption> wanted = new ArrayList<>();
    for (OptionText text : texts) {
      long value = 0;
      long echo = 0;
      if (text instanceof OptionText.Timestamps(long val, long ecr)) {
        value = timestamp(val);
        echo = ecr;
      }
      byte[] bytes = OptionBytes.of(text, flow.remote, value, echo);
      wanted.add(new RawOption(bytes[0] & 0xff, bytes));
    }
    boolean same = how.optionOrder() ? wanted.equals(found) : sorted(wanted).equals(sorted(found));
    if (!same) {
      differences.add("options " + text(found) + " instead of " + text(wanted));
    }
  }

  /// The TSval to expect: where values do not count, the one that is there.
  private long timestamp(long script) {
    Segment segment = last.segment();
    if (!segment.timestamps) {
      return script;
    }
    long live = segment.tsVal & 0xffff_ffffL;
    flow.clocks.sent(script, live);
    return how.timestampValues() ? flow.clocks.toWire(script) : live;
  }

  private static List<String> sorted(List<RawOption> options) {
    return options.stream().filter(o -> !o.padding()).map(RawOption::toString).sorted().toList();
  }

  private static String text(List<RawOption> options) {
    return "<" + String.join(",", options.stream().map(RawOption::toString).toList()) + ">";
  }

  private void differ(String field, Object wanted, Object found) {
    if (!Objects.equals(wanted, found)) {
      differences.add(field + " " + found + " instead of " + wanted);
    }
  }

  private void differ(String field, long wanted, long found) {
    if (wanted != found) {
      differences.add(field + " " + found + " instead of " + wanted);
    }
  }
}
