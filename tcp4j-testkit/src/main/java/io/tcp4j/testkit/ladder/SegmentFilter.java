package io.tcp4j.testkit.ladder;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Which segments of a ladder are shown. Calls, timers and changes of state always are: where the
/// segment that changed a state is not shown, a note names it.
///
/// @param groups a segment is shown where at least one word of each group fits it
public record SegmentFilter(List<Set<FilterWord>> groups) {
  /// Copies the groups.
  public SegmentFilter {
    groups = List.copyOf(groups);
  }

  /// The ladder without the segments that do not fit; its closing words say how many those are.
  public Ladder of(Ladder ladder) {
    if (groups.isEmpty()) {
      return ladder;
    }
    long all = ladder.segments().count();
    long hidden = ladder.segments().filter(segment -> !shows(segment)).count();
    return ladder.with(
        ladder.rows().stream().flatMap(row -> shown(row).stream()).toList(),
        "%d of %d segments are not shown (%s). %s".formatted(hidden, all, this, ladder.closing()));
  }

  private boolean shows(LadderSegment segment) {
    return groups.stream().allMatch(group -> group.stream().anyMatch(w -> w.fits(segment)));
  }

  private List<Row> shown(Row row) {
    return switch (row) {
      case Row.Crossing(var segment, _, _) -> shown(row, segment);
      case Row.Leaving(var segment, _, _) -> shown(row, segment);
      case Row.Arriving(var segment, _, _) -> shown(row, segment);
      case Row.Again(_, var segment, _, _) -> shown(row, segment);
      case Row.Note _, Row.Prose _ -> List.of(row);
    };
  }

  private List<Row> shown(Row row, LadderSegment segment) {
    if (shows(segment)) {
      return List.of(row);
    }
    String text = "(" + segment.tag() + " " + segment.flagNames() + " not shown)";
    List<Row> notes = new ArrayList<>();
    for (Side side : List.of(segment.from(), segment.from().opposite())) {
      if (!row.states(side).isEmpty()) {
        boolean later = row instanceof Row.Crossing && side != segment.from();
        notes.add(
            new Row.Note(
                later ? segment.arrivedAt() : row.at(),
                side,
                text,
                side == Side.LEFT ? row.left() : List.of(),
                side == Side.RIGHT ? row.right() : List.of()));
      }
    }
    return notes;
  }

  /// As on the command line: `--filter SYN,FIN --filter client`.
  @Override
  public String toString() {
    return groups.stream()
        .map(
            group ->
                "--filter "
                    + group.stream()
                        .sorted()
                        .map(FilterWord::toString)
                        .collect(Collectors.joining(",")))
        .collect(Collectors.joining(" "));
  }
}
