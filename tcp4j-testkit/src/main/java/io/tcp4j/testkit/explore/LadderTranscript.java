package io.tcp4j.testkit.explore;

import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.testkit.ladder.EventWords;
import io.tcp4j.testkit.ladder.Ladder;
import io.tcp4j.testkit.ladder.LadderRecorder;
import io.tcp4j.testkit.ladder.LadderSegment;
import io.tcp4j.testkit.ladder.Reason;
import io.tcp4j.testkit.ladder.SegmentReader;
import io.tcp4j.testkit.ladder.Side;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// Takes a run down as a ladder: what the engines do, and in brackets what is done to them.
final class LadderTranscript implements Transcript {
  private static final Reason OLD =
      new Reason("an old duplicate of a connection long ago", "", "RFC 7323 §5", false);

  private final LadderRecorder recorder = new LadderRecorder();
  private final SegmentReader reader = new SegmentReader();
  private final EventWords words = new EventWords();

  /// The segments that hosts have sent.
  private final Map<Flight, Drawn> all = new HashMap<>();

  /// How often each host has done anything.
  private final Map<Role, Integer> acts = new EnumMap<>(Role.class);

  private long begin = -1;
  private long now;

  /// A segment on the ladder.
  private static final class Drawn {
    private final int number;

    /// How often its receiver had done anything when it was sent.
    private final int actsBefore;

    private boolean arrived;
    private boolean lost;

    Drawn(int number, int actsBefore) {
      this.number = number;
      this.actsBefore = actsBefore;
    }

    String tag() {
      return LadderSegment.tag(number);
    }
  }

  LadderTranscript() {}

  @Override
  public void at(long instant) {
    if (begin < 0) {
      begin = instant;
    }
    now = instant - begin;
  }

  @Override
  public void sent(Role from, Flight flight, SendCause cause, Trigger trigger) {
    acted(from);
    int number = recorder.nextNumber();
    all.put(flight, new Drawn(number, acts(from.other())));
    Reason reason =
        new Reason(
            cause.text(),
            words.of(trigger, from.side(), from.toString()),
            cause.rule(),
            cause.retransmission());
    Segment segment = flight.segment();
    recorder.sent(reader.read(number, from.side(), now, segment, reason));
    if (segment.has(TcpFlags.ACK)) {
      words.acknowledged(from.side());
    }
  }

  @Override
  public void arrives(Role to, Flight flight, int overtaken) {
    Drawn drawn = drawn(flight);
    if (overtaken > 0) {
      note(to, drawn.tag() + " overtakes " + overtaken);
    }
    arrives(to, flight, overtaken > 0 || acts(to) > drawn.actsBefore);
  }

  @Override
  public void repeats(Role to, Flight flight) {
    note(to, "of " + drawn(flight).tag() + ", a copy will come later");
    arrives(to, flight, true);
  }

  private void arrives(Role to, Flight flight, boolean late) {
    Drawn drawn = drawn(flight);
    if (drawn.arrived) {
      recorder.arrivedAgain(drawn.number, now);
    } else if (late) {
      recorder.arrivedLate(drawn.number, now);
    } else {
      recorder.arrived(drawn.number, now);
    }
    drawn.arrived = true;
    words.arrived(to.side(), drawn.number, (int) flight.segment().length());
  }

  @Override
  public void lost(Role to, Flight flight) {
    Drawn drawn = drawn(flight);
    drawn.lost = true;
    note(to, (drawn.arrived ? "the copy of " : "") + drawn.tag() + " gets lost");
  }

  @Override
  public void oldDuplicate(Role to, Segment segment) {
    int number = recorder.nextNumber();
    Side from = to.other().side();
    recorder.sent(reader.readForged(number, from, now, segment, OLD));
    recorder.arrived(number, now);
    words.arrived(to.side(), number, (int) segment.length());
  }

  @Override
  public void did(Role host, String what) {
    acted(host);
    recorder.noted(host.side(), now, what);
  }

  @Override
  public void entered(Role host, Event event, State state) {
    recorder.entered(host.side(), now, state, event.toString());
  }

  @Override
  public void said(String what) {
    recorder.said(now, "", what);
  }

  private void acted(Role host) {
    acts.merge(host, 1, Integer::sum);
  }

  private int acts(Role host) {
    return acts.getOrDefault(host, 0);
  }

  private Drawn drawn(Flight flight) {
    return Objects.requireNonNull(all.get(flight));
  }

  private void note(Role host, String what) {
    recorder.noted(host.side(), now, "(" + what + ")");
  }

  /// What was taken down.
  ///
  /// @param opening what the ladder shows
  /// @param closing what came of it
  Ladder ladder(String opening, String closing) {
    all.values().stream()
        .filter(drawn -> !drawn.arrived && !drawn.lost)
        .forEach(drawn -> recorder.underWay(drawn.number));
    return new Ladder(
        "counter-example",
        opening,
        end(Role.CLIENT, World.TUPLE.local()),
        end(Role.SERVER, World.TUPLE.remote()),
        recorder.rows(),
        closing);
  }

  private static Ladder.End end(Role role, Endpoint endpoint) {
    return new Ladder.End(role.toString(), endpoint.address().toString());
  }
}
