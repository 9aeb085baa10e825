package io.tcp4j.testkit.ladder;

/// Which part of a line belongs to what, for one ladder at one width:
///
/// ```text
///   time #tag        state │ lane │ state        reason
/// ```
///
/// The reason stands at the end of the line where there is room for it, else in the lane, below the
/// arrow.
///
/// @param time the width of the time
/// @param tag the width of a segment's number
/// @param lane the width between the lifelines
/// @param reason the width at the end of the line, or 0 where reasons stand in the lane
record TextColumns(int time, int tag, int lane, int reason) {
  /// The width of the longest state, on either side.
  static final int STATE = 12;

  private static final int MINIMUM_TIME = 8;
  private static final int MINIMUM_LANE = 40;

  /// The narrowest column worth giving to the reasons.
  private static final int MINIMUM_REASON = 30;

  private static final int BEFORE_REASON = 2;

  static TextColumns of(Ladder ladder, int columns) {
    Clock clock = ladder.clock();
    int time =
        ladder.rows().stream()
            .mapToInt(row -> clock.text(row.at()).length())
            .reduce(MINIMUM_TIME, Math::max);
    int tag = ladder.segments().mapToInt(s -> s.tag().length()).max().orElse(0);
    int label = ladder.segments().mapToInt(s -> s.label().length()).max().orElse(0);
    int lane = Math.max(MINIMUM_LANE, label + TextArrow.AROUND_LABEL);
    int rest = columns - new TextColumns(time, tag, 0, 0).beforeReason();
    int reason = rest - lane;
    return reason >= MINIMUM_REASON
        ? new TextColumns(time, tag, lane, reason)
        : new TextColumns(time, tag, rest + BEFORE_REASON, 0);
  }

  /// What stands to the left of the left lifeline.
  int beforeLane() {
    return time + 1 + tag + 1 + STATE + 1;
  }

  /// Where the reasons begin: behind the lane, its two lifelines, and the state on the right.
  int beforeReason() {
    return beforeLane() + 1 + lane + 1 + 1 + STATE + BEFORE_REASON;
  }
}
