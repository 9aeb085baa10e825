package io.tcp4j.testkit.explore;

import io.tcp4j.tcp.model.State;
import io.tcp4j.wire.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What happened in a run, line by line, for people.
sealed interface Transcript {
  /// Writes nothing down.
  Transcript NONE = new Silent();

  void leaves(Side from, Segment segment, long now);

  void arrives(Side to, Segment segment, State state, long now);

  void lost(Side to, Segment segment, long now);

  void timer(Side of, State state, long now);

  void call(Side by, UserCall call, State state, long now);

  void note(String what);

  /// Nobody will read it.
  final class Silent implements Transcript {
    private Silent() {}

    @Override
    public void leaves(Side from, Segment segment, long now) {}

    @Override
    public void arrives(Side to, Segment segment, State state, long now) {}

    @Override
    public void lost(Side to, Segment segment, long now) {}

    @Override
    public void timer(Side of, State state, long now) {}

    @Override
    public void call(Side by, UserCall call, State state, long now) {}

    @Override
    public void note(String what) {}
  }

  /// A ladder in text: the client at the left, the server at the right.
  final class Lines implements Transcript {
    private static final int COLUMN = 40;

    private final List<String> lines = new ArrayList<>();
    private long begin = -1;

    @Override
    public void leaves(Side from, Segment segment, long now) {
      line(now, from, segment + (from == Side.CLIENT ? " ──►" : ""), from == Side.SERVER);
    }

    @Override
    public void arrives(Side to, Segment segment, State state, long now) {
      line(now, to, state + ": arrives " + segment, false);
    }

    @Override
    public void lost(Side to, Segment segment, long now) {
      line(now, to.other(), "lost: " + segment, false);
    }

    @Override
    public void timer(Side of, State state, long now) {
      line(now, of, state + ": timer", false);
    }

    @Override
    public void call(Side by, UserCall call, State state, long now) {
      line(now, by, state + ": " + call, false);
    }

    @Override
    public void note(String what) {
      lines.add("--- " + what);
    }

    private void line(long now, Side side, String what, boolean toLeft) {
      if (begin < 0) {
        begin = now;
      }
      String time = "%12.6f  ".formatted(Duration.ofNanos(now - begin).toNanos() / 1e9);
      String text = toLeft ? "◄── " + what : what;
      lines.add(time + (side == Side.CLIENT ? "" : " ".repeat(COLUMN)) + text);
    }

    @Override
    public String toString() {
      return String.join("\n", lines);
    }
  }
}
