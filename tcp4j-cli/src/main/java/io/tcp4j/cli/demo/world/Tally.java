package io.tcp4j.cli.demo.world;

import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.testkit.ladder.Side;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What has happened so far, in numbers: where the closing sentence of a scenario has its facts
/// from.
public final class Tally {
  private final Map<Side, End> ends =
      new EnumMap<>(Map.of(Side.LEFT, new End(), Side.RIGHT, new End()));
  private int segments;
  private int lost;
  private int retransmissions;
  private int fastRetransmissions;

  Tally() {}

  private static final class End {
    State state = State.CLOSED;
    final Map<State, Long> enteredAt = new EnumMap<>(State.class);
    final Map<SendCause, Integer> sent = new EnumMap<>(SendCause.class);
    @Nullable Ending ending;
    long unread;
  }

  /// Segments put on the link by both ends.
  public int segments() {
    return segments;
  }

  /// Those that the link lost, or that have not arrived yet.
  public int lost() {
    return lost;
  }

  /// Segments sent again.
  public int retransmissions() {
    return retransmissions;
  }

  /// Segments sent again because of three duplicate ACKs, without waiting for a timer.
  public int fastRetransmissions() {
    return fastRetransmissions;
  }

  /// The state that this end's connection entered last.
  public State state(Side side) {
    return end(side).state;
  }

  /// How long this end stayed in a state, up to the moment it entered the other; in nanoseconds.
  ///
  /// @throws IllegalStateException where it did not enter both
  public long between(Side side, State entered, State left) {
    return enteredAt(side, left) - enteredAt(side, entered);
  }

  /// When this end last entered a state, in nanoseconds of the run.
  ///
  /// @throws IllegalStateException where it never did
  public long enteredAt(Side side, State state) {
    Long at = end(side).enteredAt.get(state);
    if (at == null) {
      throw new IllegalStateException(side + " was never in " + state);
    }
    return at;
  }

  /// Whether this end was ever in this state.
  public boolean entered(Side side, State state) {
    return end(side).enteredAt.containsKey(state);
  }

  /// What ended this end's connection, or null while it lives.
  public @Nullable Ending ending(Side side) {
    return end(side).ending;
  }

  /// The bytes that had arrived at this end and that its application never read.
  public long unread(Side side) {
    return end(side).unread;
  }

  /// The segments that this end sent for this reason.
  public int segments(Side side, SendCause cause) {
    return end(side).sent.getOrDefault(cause, 0);
  }

  void sent(Side side, @Nullable SendCause cause) {
    segments++;
    lost++;
    if (cause == null) {
      return;
    }
    end(side).sent.merge(cause, 1, Integer::sum);
    if (cause.retransmission()) {
      retransmissions++;
      fastRetransmissions += cause == SendCause.FAST_RETRANSMIT ? 1 : 0;
    }
  }

  void arrived() {
    lost--;
  }

  void entered(Side side, State state, long now) {
    end(side).state = state;
    end(side).enteredAt.put(state, now);
  }

  void ended(Side side, Ending ending, long unread) {
    end(side).ending = ending;
    end(side).unread = unread;
  }

  private End end(Side side) {
    return Objects.requireNonNull(ends.get(side));
  }
}
