package io.tcp4j.testkit.report;

import io.tcp4j.stack.log.Happening;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.testkit.ladder.EventWords;
import io.tcp4j.testkit.ladder.Ladder;
import io.tcp4j.testkit.ladder.LadderRecorder;
import io.tcp4j.testkit.ladder.Reason;
import io.tcp4j.testkit.ladder.Row;
import io.tcp4j.testkit.ladder.SegmentReader;
import io.tcp4j.testkit.ladder.Side;
import io.tcp4j.testkit.network.TraceEvent;
import io.tcp4j.wire.ByteSlice;
import io.tcp4j.wire.Ecn;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.TcpFlags;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The ladder of one connection, out of the events of a whole network: first it meets all of the
/// connection's segments, then it is told in their order of the events that concern it.
final class ConnectionLadder {
  /// So many rows are shown of a longer ladder's beginning, and of its end.
  private static final int SHOWN_FIRST = 100;

  private static final int SHOWN_LAST = 300;

  /// A segment that takes so many times as long as the fastest has met something on its way.
  private static final int LATE = 4;

  private static final Reason BY_THE_NETWORK = new Reason("made by the network", "", "", false);

  private final FourTuple way;
  private final Map<Side, String> nodes = new EnumMap<>(Side.class);
  private final Map<Side, String> next = new EnumMap<>(Side.class);
  private final LadderRecorder recorder = new LadderRecorder();
  private final SegmentReader reader = new SegmentReader();
  private final EventWords words = new EventWords();

  /// Numbers on the ladder of the packets on the last cable of their way.
  private final Map<Long, Integer> numbers = new HashMap<>();

  private final Map<ByteSlice, Integer> latest = new HashMap<>();
  private final Map<Integer, Long> sentAt = new HashMap<>();
  private final Set<Integer> arrived = new HashSet<>();
  private final Map<Side, Integer> lastArrived = new EnumMap<>(Side.class);
  private final List<String> endings = new ArrayList<>();
  private long fastest = Long.MAX_VALUE;

  /// @param way the connection as its left end has it
  ConnectionLadder(FourTuple way) {
    this.way = way;
  }

  /// Learns from a segment where the ends are.
  void meet(TraceEvent.Sent sent, Sighting sighting) {
    Side from = from(sighting);
    nodes.putIfAbsent(from, sent.from());
    next.put(from, sent.to());
  }

  private Side from(Sighting sighting) {
    return sighting.way().equals(way) ? Side.LEFT : Side.RIGHT;
  }

  /// The name of the node at an end: of one that never spoke, the last that was to bring it
  /// anything.
  private String node(Side side) {
    String known = nodes.get(side);
    return known != null ? known : Objects.requireNonNull(next.get(side.opposite()));
  }

  private @Nullable Side side(String host, FourTuple connection) {
    if (connection.equals(way) && host.equals(node(Side.LEFT))) {
      return Side.LEFT;
    }
    return connection.equals(way.reversed()) && host.equals(node(Side.RIGHT)) ? Side.RIGHT : null;
  }

  private boolean isOfThis(Sighting sighting) {
    return sighting.way().equals(way) || sighting.way().equals(way.reversed());
  }

  /// A segment of this connection was put on a cable.
  ///
  /// @param droppedBy what will drop it; null if nothing does
  void sent(TraceEvent.Sent sent, Sighting sighting, @Nullable String droppedBy) {
    Side from = from(sighting);
    if (sent.from().equals(node(from))) {
      int number = recorder.nextNumber();
      Reason reason = reason(sent, from, droppedBy);
      recorder.sent(reader.read(number, from, sent.at(), sighting.segment(), reason));
      latest.put(sighting.tcp(), number);
      sentAt.put(number, sent.at());
      if (sighting.segment().has(TcpFlags.ACK)) {
        words.acknowledged(from);
      }
    } else if (droppedBy != null) {
      recorder.noted(
          from, sent.at(), "(" + droppedBy + " drops what " + sent.from() + " forwards)");
    }
    Integer number = latest.get(sighting.tcp());
    if (number != null && sent.to().equals(node(from.opposite()))) {
      numbers.put(sent.number(), number);
    }
  }

  private Reason reason(TraceEvent.Sent sent, Side from, @Nullable String droppedBy) {
    SendCause cause = sent.cause();
    Trigger trigger = sent.trigger();
    String lost = droppedBy == null ? "" : "dropped by " + droppedBy;
    if (cause == null || trigger == null) {
      return new Reason(lost, "", "", false);
    }
    return new Reason(
        lost.isEmpty() ? cause.text() : lost + ": " + cause.text(),
        words.of(trigger, from, node(from)),
        cause.rule(),
        cause.retransmission());
  }

  /// A packet arrived that was sent as a segment of this connection.
  ///
  /// @param sighting what it arrived as; null for no segment, or a damaged one
  void arrived(TraceEvent.Arrived arrival, @Nullable Sighting sighting) {
    Integer number = numbers.get(arrival.number());
    if (number == null || (sighting == null && arrived.contains(number))) {
      return;
    }
    if (sighting == null) {
      recorder.noted(Side.LEFT, arrival.at(), "(#" + number + " arrives damaged)");
    } else if (isOfThis(sighting)) {
      arrived(arrival, sighting, number);
    }
  }

  /// A segment of this connection arrived that no node has sent.
  void madeByTheNetwork(long at, Sighting sighting) {
    Side from = from(sighting);
    int number = recorder.nextNumber();
    recorder.sent(reader.readForged(number, from, at, sighting.segment(), BY_THE_NETWORK));
    recorder.arrived(number, at);
    words.arrived(from.opposite(), number, (int) sighting.segment().length());
  }

  private void arrived(TraceEvent.Arrived arrival, Sighting sighting, int number) {
    Side at = from(sighting).opposite();
    if (sighting.segment().ecn == Ecn.CE) {
      recorder.marked(number);
    }
    long took = arrival.at() - sentAt.getOrDefault(number, arrival.at());
    fastest = Math.min(fastest, took);
    if (!arrived.add(number)) {
      recorder.arrivedAgain(number, arrival.at());
    } else if (took > LATE * fastest || number < lastArrived.getOrDefault(at, 0)) {
      recorder.arrivedLate(number, arrival.at());
    } else {
      recorder.arrived(number, arrival.at());
    }
    lastArrived.merge(at, number, Math::max);
    words.arrived(at, number, (int) sighting.segment().length());
  }

  /// Something happened at one of two sockets that are called as those of this connection.
  void happened(TraceEvent.Happened happened) {
    Side side = side(happened.host(), happened.connection());
    if (side == null) {
      return;
    }
    switch (happened.what()) {
      case Happening.StateChange change -> {
        if (change.event() != Event.PASSIVE_OPEN) {
          recorder.entered(side, happened.at(), change.to(), change.event().toString());
        }
      }
      case Happening.End end -> endings.add(happened.host() + ": " + words(end) + ".");
      case Happening what -> recorder.noted(side, happened.at(), what.toString());
    }
  }

  /// Something happened in the network.
  void noted(TraceEvent.Note note) {
    recorder.noted(Side.LEFT, note.at(), "(" + note.text() + ")");
  }

  private static String words(Happening.End end) {
    String unread = end.unread() > 0 ? ", " + end.unread() + " bytes not read" : "";
    String unsent =
        end.unacknowledged() > 0 ? ", " + end.unacknowledged() + " bytes not acknowledged" : "";
    return end.ending() + unread + unsent;
  }

  /// Returns the ladder, once all events have been taken.
  Ladder ladder() {
    List<Row> rows = recorder.rows();
    Ladder whole =
        new Ladder(
            way.toString(),
            "",
            end(Side.LEFT, way.local()),
            end(Side.RIGHT, way.remote()),
            rows,
            endings.isEmpty() ? "Neither end has ended it." : String.join(" ", endings));
    long lost = whole.segments().filter(segment -> segment.lost()).count();
    return new Ladder(
        whole.name(),
        "%d segments, %d of them lost or under way".formatted(whole.segments().count(), lost),
        whole.left(),
        whole.right(),
        shown(rows),
        whole.closing());
  }

  private Ladder.End end(Side side, Endpoint endpoint) {
    return new Ladder.End(node(side), endpoint.address().toString());
  }

  private static List<Row> shown(List<Row> rows) {
    int left = rows.size() - SHOWN_FIRST - SHOWN_LAST;
    if (left <= 1) {
      return rows;
    }
    List<Row> shown = new ArrayList<>(rows.subList(0, SHOWN_FIRST));
    shown.add(new Row.Prose(shown.getLast().at(), "", "… " + left + " rows are left out …"));
    shown.addAll(rows.subList(rows.size() - SHOWN_LAST, rows.size()));
    return shown;
  }
}
