package io.tcp4j.testkit.ladder;

import io.tcp4j.tcp.model.State;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Takes down what happens, in the order it happens, and lays it out in rows.
///
/// A state that an end enters belongs to what made it enter: the segment that has just arrived
/// there, or the call or timer noted last. So the reader sees cause and effect on one row, as in
/// the figures of RFC 9293 §3.5. Times are nanoseconds of the run and never go back.
public final class LadderRecorder {
  private final List<Draft> rows = new ArrayList<>();
  private final List<Arrival> arrivals = new ArrayList<>();
  private final List<Sentence> sentences = new ArrayList<>();
  private final List<LadderSegment> segments = new ArrayList<>();
  private final List<Draft> rowOfSegment = new ArrayList<>();
  private final Map<Side, Cause> lastCause = new EnumMap<>(Side.class);

  /// A recorder of nothing yet.
  public LadderRecorder() {}

  /// What put states on the ladder: a row of its own, or a segment that arrived.
  private sealed interface Cause {
    long at();

    List<State> entered();
  }

  private record Draft(long at, Side side, int segment, String text, List<State> entered, int order)
      implements Cause {
    boolean isNote() {
      return segment < 0;
    }
  }

  private record Arrival(long at, Side side, int segment, Kind kind, List<State> entered, int order)
      implements Cause {}

  /// How a segment arrived, where that is worth telling.
  private enum Kind {
    /// In time: on the row where it was sent, unless that would upset the order of events.
    PROMPT,
    /// So late that it has a row of its own.
    LATE,
    /// Not for the first time.
    COPY
  }

  /// A sentence, and the row that it stands above.
  private record Sentence(Row.Prose prose, int order) {}

  /// The number that the next segment gets.
  public int nextNumber() {
    return segments.size() + 1;
  }

  /// A segment was put on the link; whether it arrives is not known yet.
  ///
  /// @throws IllegalArgumentException where its number is not [#nextNumber]
  public void sent(LadderSegment segment) {
    if (segment.number() != nextNumber()) {
      throw new IllegalArgumentException("segment " + segment.number() + " is out of turn");
    }
    Draft row =
        new Draft(
            segment.sentAt(), segment.from(), segments.size(), "", new ArrayList<>(), rows.size());
    segments.add(segment.withArrival(LadderSegment.LOST));
    rowOfSegment.add(row);
    rows.add(row);
  }

  /// The network has marked the packet of the segment of this number (RFC 3168).
  public void marked(int number) {
    segments.set(number - 1, segments.get(number - 1).withMark());
  }

  /// The segment of this number arrived at the other end, as soon as a segment does.
  public void arrived(int number, long at) {
    arrived(number, at, Kind.PROMPT);
  }

  /// The segment of this number arrived at the other end after something had held it up.
  public void arrivedLate(int number, long at) {
    arrived(number, at, Kind.LATE);
  }

  /// A copy of the segment of this number arrived at the other end.
  public void arrivedAgain(int number, long at) {
    arrived(number, at, Kind.COPY);
  }

  /// The segment of this number is neither lost nor has it arrived when the ladder ends.
  public void underWay(int number) {
    segments.set(number - 1, segments.get(number - 1).withArrival(LadderSegment.UNDER_WAY));
  }

  private void arrived(int number, long at, Kind kind) {
    int index = number - 1;
    LadderSegment segment = segments.get(index);
    if (segment.lost() && kind != Kind.COPY) {
      segments.set(index, segment.withArrival(at));
    }
    Side side = segment.from().opposite();
    Arrival arrival = new Arrival(at, side, index, kind, new ArrayList<>(), rows.size());
    arrivals.add(arrival);
    lastCause.put(side, arrival);
  }

  /// A sentence that stands across the ladder; one with a title begins a chapter.
  public void said(long at, String title, String text) {
    sentences.add(new Sentence(new Row.Prose(at, title, text), rows.size()));
    lastCause.clear();
  }

  /// Something that is no segment happened at one end: a call of its application.
  public void noted(Side side, long at, String text) {
    var _ = note(side, at, text);
  }

  private Draft note(Side side, long at, String text) {
    Draft note = new Draft(at, side, -1, text, new ArrayList<>(), rows.size());
    rows.add(note);
    lastCause.put(side, note);
    return note;
  }

  /// One end entered a state. Where nothing happened there at that moment, it was by itself: a
  /// timer, and `otherwise` says which.
  public void entered(Side side, long at, State state, String otherwise) {
    Cause cause = lastCause.get(side);
    if (cause == null || cause.at() != at) {
      cause = note(side, at, otherwise);
    }
    cause.entered().add(state);
  }

  /// The rows as they stand now.
  public List<Row> rows() {
    return new Layout().rows();
  }

  /// Finds a row for each arrival: that of its segment, or one of its own where the end that it
  /// arrived at has done something, or had a change of state, further down already.
  private final class Layout {
    private final List<Map<Side, List<State>>> entered = new ArrayList<>();
    private final List<Arrival> apart = new ArrayList<>();

    List<Row> rows() {
      for (Draft row : rows) {
        Map<Side, List<State>> ends = new EnumMap<>(Side.class);
        ends.put(row.side(), List.copyOf(row.entered()));
        entered.add(ends);
      }
      for (Arrival arrival : arrivals) {
        if (arrival.kind() != Kind.PROMPT) {
          apart.add(arrival);
        } else if (!arrival.entered().isEmpty()) {
          place(arrival);
        }
      }
      return drawn();
    }

    private void place(Arrival arrival) {
      int home = rowOfSegment.get(arrival.segment()).order();
      for (int row = home; row < arrival.order(); row++) {
        boolean written = !states(row, arrival.side()).isEmpty();
        boolean acted = rows.get(row).side() == arrival.side();
        if (written || acted || (row > home && saidAbove(row)) || overtaken(arrival, home)) {
          apart.add(arrival);
          return;
        }
      }
      entered.get(home).put(arrival.side(), List.copyOf(arrival.entered()));
    }

    /// Whether the end has had a change of state, after this row, by an arrival on a row of its
    /// own.
    private boolean overtaken(Arrival arrival, int row) {
      return apart.stream()
          .anyMatch(a -> a.side() == arrival.side() && a.order() > row && !a.entered().isEmpty());
    }

    private boolean saidAbove(int row) {
      return sentences.stream().anyMatch(s -> s.order() == row);
    }

    private List<State> states(int row, Side side) {
      return entered.get(row).getOrDefault(side, List.of());
    }

    private List<Row> drawn() {
      List<Row> drawn = new ArrayList<>();
      int next = 0;
      int sentence = 0;
      for (int row = 0; row <= rows.size(); row++) {
        while (next < apart.size() && apart.get(next).order() == row) {
          drawn.add(arriving(apart.get(next++)));
        }
        while (sentence < sentences.size() && sentences.get(sentence).order() == row) {
          drawn.add(sentences.get(sentence++).prose());
        }
        if (row < rows.size()) {
          drawn.add(row(rows.get(row)));
        }
      }
      return drawn;
    }

    private Row row(Draft draft) {
      List<State> left = states(draft.order(), Side.LEFT);
      List<State> right = states(draft.order(), Side.RIGHT);
      if (draft.isNote()) {
        return new Row.Note(draft.at(), draft.side(), draft.text(), left, right);
      }
      LadderSegment segment = segments.get(draft.segment());
      boolean arrivesApart =
          apart.stream().anyMatch(a -> a.segment() == draft.segment() && a.kind() != Kind.COPY);
      return arrivesApart || segment.underWay()
          ? new Row.Leaving(segment, left, right)
          : new Row.Crossing(segment, left, right);
    }

    private Row arriving(Arrival arrival) {
      List<State> states = List.copyOf(arrival.entered());
      List<State> left = arrival.side() == Side.LEFT ? states : List.of();
      List<State> right = arrival.side() == Side.RIGHT ? states : List.of();
      LadderSegment segment = segments.get(arrival.segment());
      return arrival.kind() == Kind.COPY
          ? new Row.Again(arrival.at(), segment, left, right)
          : new Row.Arriving(segment, left, right);
    }
  }
}
