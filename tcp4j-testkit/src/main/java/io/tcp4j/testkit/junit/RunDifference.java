package io.tcp4j.testkit.junit;

import io.tcp4j.testkit.network.Trace;
import io.tcp4j.testkit.network.TraceEvent;
import io.tcp4j.testkit.network.TracedPacket;
import io.tcp4j.wire.Segment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The first packet in which two runs differ.
final class RunDifference {
  /// So many bytes are shown before the first that is another, and so many from it on.
  private static final int SHOWN = 16;

  private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");

  private final Trace first;
  private final Trace again;
  private final Repeat repeat;

  private RunDifference(Trace first, Trace again, Repeat repeat) {
    this.first = first;
    this.again = again;
    this.repeat = repeat;
  }

  /// Returns the difference in words.
  ///
  /// @param first a run
  /// @param again another of the same seed
  /// @param repeat what has to be the same
  /// @return null if there is none
  static @Nullable String between(Trace first, Trace again, Repeat repeat) {
    boolean digests = first.digest().equals(again.digest());
    return repeat == Repeat.NOT || digests ? null : new RunDifference(first, again, repeat).find();
  }

  private @Nullable String find() {
    if (first.forgets() || again.forgets()) {
      return "they are not the same to the byte; whatever else is the same, their traces have "
          + "forgotten it";
    }
    List<TraceEvent> one = ofPackets(first);
    List<TraceEvent> other = ofPackets(again);
    int same = 0;
    while (same < one.size() && same < other.size() && same(one.get(same), other.get(same))) {
      same++;
    }
    if (same < one.size() || same < other.size()) {
      TraceEvent before = same < one.size() ? one.get(same) : null;
      TraceEvent then = same < other.size() ? other.get(same) : null;
      return where(before, then) + lines(before, then);
    }
    return repeat == Repeat.TO_THE_BYTE ? "the difference is in no packet" : null;
  }

  /// What the digest is of.
  private static List<TraceEvent> ofPackets(Trace trace) {
    return trace.events().stream()
        .filter(
            event ->
                event instanceof TraceEvent.Sent
                    || event instanceof TraceEvent.Arrived
                    || event instanceof TraceEvent.Dropped)
        .toList();
  }

  private boolean same(TraceEvent one, TraceEvent other) {
    return switch (one) {
      case TraceEvent.Sent before when other instanceof TraceEvent.Sent then ->
          sameWay(before, then) && Arrays.equals(repeat.constant(before), repeat.constant(then));
      case TraceEvent.Arrived before when other instanceof TraceEvent.Arrived then ->
          before.at() == then.at()
              && before.number() == then.number()
              && repeat.same(before.bytes(), then.bytes());
      default -> one.equals(other);
    };
  }

  private static boolean sameWay(TraceEvent.Sent one, TraceEvent.Sent other) {
    return one.at() == other.at()
        && one.cable().equals(other.cable())
        && one.from().equals(other.from())
        && Objects.equals(one.madeBy(), other.madeBy());
  }

  private String where(@Nullable TraceEvent one, @Nullable TraceEvent other) {
    int at = mismatch(one, other);
    if (at < 0 || !(one instanceof TraceEvent.Sent sent)) {
      return "the first difference is what happens next";
    }
    int text = text(sent);
    return "the first difference is in packet #%d on %s, from byte %d on%s"
        .formatted(
            sent.number(),
            sent.cable(),
            at,
            at < text ? "" : ", which is byte " + (at - text) + " of its text");
  }

  /// Returns the first byte that is another in two packets that were sent alike; below 0 if these
  /// are none.
  private int mismatch(@Nullable TraceEvent one, @Nullable TraceEvent other) {
    return one instanceof TraceEvent.Sent before
            && other instanceof TraceEvent.Sent then
            && sameWay(before, then)
        ? Arrays.mismatch(repeat.constant(before), repeat.constant(then))
        : -1;
  }

  /// Returns where the text of a packet begins: at its end if it has none.
  private static int text(TraceEvent.Sent sent) {
    Segment segment = new TracedPacket(sent, List.of(), null).segment();
    return sent.bytes().length() - (segment == null ? 0 : segment.textLength);
  }

  private String lines(@Nullable TraceEvent one, @Nullable TraceEvent other) {
    int at = mismatch(one, other);
    return "%n  first: %s%n  again: %s".formatted(line(first, one, at), line(again, other, at));
  }

  private static String line(Trace trace, @Nullable TraceEvent event, int at) {
    return switch (event) {
      case null -> "nothing more";
      case TraceEvent.Sent sent -> packet(trace, sent.number()) + excerpt(sent, at);
      case TraceEvent.Arrived arrived ->
          "%.6f s, %d bytes arrive: %s"
              .formatted(
                  arrived.at() / 1e9, arrived.bytes().length(), packet(trace, arrived.number()));
      case TraceEvent.Dropped dropped ->
          "%.6f s, dropped by %s: %s"
              .formatted(dropped.at() / 1e9, dropped.by(), packet(trace, dropped.number()));
      default -> event.toString();
    };
  }

  private static String packet(Trace trace, long number) {
    return trace.packets().stream()
        .filter(packet -> packet.sent().number() == number)
        .findFirst()
        .map(TracedPacket::toString)
        .orElse("#" + number + ", which is forgotten");
  }

  /// The text around the first byte that is another, as far as it can be printed.
  private static String excerpt(TraceEvent.Sent sent, int at) {
    byte[] bytes = sent.bytes().toByteArray();
    int text = text(sent);
    if (at < text || at >= bytes.length) {
      return "";
    }
    int begin = Math.max(text, at - SHOWN);
    int end = Math.min(bytes.length, at + SHOWN);
    String shown = new String(bytes, begin, end - begin, StandardCharsets.US_ASCII);
    return "%n         …%s…".formatted(UNPRINTABLE.matcher(shown).replaceAll("."));
  }
}
