package io.tcp4j.testkit.ladder;

import io.tcp4j.tcp.model.State;

/// A ladder in sentences.
final class Description {
  private final Ladder ladder;
  private final StringBuilder out = new StringBuilder();

  private Description(Ladder ladder) {
    this.ladder = ladder;
  }

  static String of(Ladder ladder) {
    return new Description(ladder).text();
  }

  private String text() {
    out.append(ladder.opening());
    ladder.rows().forEach(this::row);
    return out.append(' ').append(ladder.closing()).toString();
  }

  private void row(Row row) {
    if (row instanceof Row.Prose prose) {
      out.append(' ').append(prose.text());
      return;
    }
    Clock clock = ladder.clock();
    out.append(" At ").append(clock.text(row.at())).append(' ').append(clock.unit()).append(' ');
    switch (row) {
      case Row.Crossing crossing -> sends(crossing.segment());
      case Row.Leaving leaving -> sends(leaving.segment());
      case Row.Arriving arriving -> receives("", arriving.segment());
      case Row.Again again -> receives("a copy of ", again.segment());
      case Row.Note note -> out.append(name(note.side())).append(": ").append(note.text());
      case Row.Prose _ -> {}
    }
    for (Side side : Side.values()) {
      for (State state : row.states(side)) {
        out.append("; ").append(name(side)).append(" is in ").append(state);
      }
    }
    out.append('.');
  }

  private void receives(String what, LadderSegment segment) {
    out.append(name(segment.from().opposite()))
        .append(" receives ")
        .append(what)
        .append(segment.tag());
  }

  private void sends(LadderSegment segment) {
    out.append(name(segment.from()))
        .append(" sends ")
        .append(segment.tag())
        .append(", ")
        .append(segment.flagNames())
        .append(' ')
        .append(segment.numbers())
        .append(fate(segment))
        .append(" (")
        .append(segment.remarks().replace('\u00a0', ' '))
        .append(')');
  }

  private static String fate(LadderSegment segment) {
    if (segment.lost()) {
      return ", which is lost";
    }
    return segment.underWay() ? ", which is under way at the end" : "";
  }

  private String name(Side side) {
    return "the " + ladder.end(side).name();
  }
}
