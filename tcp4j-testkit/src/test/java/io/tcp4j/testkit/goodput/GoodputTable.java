package io.tcp4j.testkit.goodput;

import io.tcp4j.link.impair.QueueDiscipline;
import io.tcp4j.link.impair.QueueDiscipline.CoDel;
import io.tcp4j.link.impair.QueueDiscipline.MarkAbove;
import io.tcp4j.link.impair.QueueDiscipline.TailDrop;
import io.tcp4j.tcp.model.TcpConfig;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Measures all cells, and draws them in Markdown: a table for each [Control] and one of queues.
///
/// Where chance decides, a cell is the run with the median goodput of [#SEEDS]: one draw may hit a
/// SYN or the last of a window, and says nothing.
final class GoodputTable {
  private static final int SEEDS = 3;
  private static final int[] ROUND_TRIPS = {2, 20, 100};
  private static final double[] LOSSES = {0, 0.001, 0.01, 0.05};
  private static final int[] BUFFERS = {10, 40, 160};
  private static final int LARGEST = 160 * Line.PACKET;

  /// Those that the table of queues is about; queues that mark want one that knows ECN.
  private static final List<Control> WITH_QUEUES = List.of(Control.NEW_RENO_SACK);

  private final List<String> lines = new ArrayList<>();

  private GoodputTable() {}

  /// Returns the tables.
  static String draw() {
    var table = new GoodputTable();
    for (Control control : Control.all()) {
      table.control(control);
    }
    table.queues();
    return String.join("\n", table.lines) + "\n";
  }

  private void control(Control control) {
    heading(control.toString());
    row("RTT", "loss", "theory", columns(BUFFERS, buffer -> buffer + " packets"));
    rule(3 + BUFFERS.length);
    for (int roundTrip : ROUND_TRIPS) {
      for (double loss : LOSSES) {
        String theory = megabits(Math.min(Line.best(), line(roundTrip, loss, 1).mathis()));
        List<String> cells =
            IntStream.of(BUFFERS)
                .mapToObj(buffer -> measure(control.config(), line(roundTrip, loss, buffer)))
                .map(GoodputTable::cell)
                .toList();
        row(roundTrip + " ms", percent(loss), theory, cells);
      }
    }
  }

  static Line line(int roundTrip, double loss, int packets) {
    return new Line(new TailDrop(packets * Line.PACKET), loss, Duration.ofMillis(roundTrip));
  }

  private void queues() {
    heading("Queues");
    row("queue", "ECN", "control", columns(ROUND_TRIPS, roundTrip -> "RTT " + roundTrip + " ms"));
    rule(3 + ROUND_TRIPS.length);
    for (Control control : WITH_QUEUES) {
      TcpConfig plain = control.config();
      TcpConfig ecn = control.withEcn();
      queue("tail drop", "no", control, plain, new TailDrop(LARGEST));
      queue("marks above 20", "yes", control, ecn, new MarkAbove(LARGEST, 20 * Line.PACKET));
      queue("CoDel", "no", control, plain, new CoDel(LARGEST));
      queue("CoDel that marks", "yes", control, ecn, marking(new CoDel(LARGEST)));
    }
  }

  private static CoDel marking(CoDel drops) {
    return new CoDel(drops.bytes(), drops.target(), drops.interval(), true);
  }

  private void queue(
      String name, String ecn, Control control, TcpConfig config, QueueDiscipline queue) {
    List<String> cells =
        IntStream.of(ROUND_TRIPS)
            .mapToObj(
                roundTrip -> measure(config, new Line(queue, 0, Duration.ofMillis(roundTrip))))
            .map(outcome -> cell(outcome) + " " + Math.round(outcome.roundTrip() / 1e6) + " ms")
            .toList();
    row(name, ecn, control.toString(), cells);
  }

  /// The run with the median goodput.
  static BulkTransfer.Outcome measure(TcpConfig config, Line line) {
    int seeds = line.loss() > 0 ? SEEDS : 1;
    return LongStream.rangeClosed(1, seeds)
        .mapToObj(seed -> BulkTransfer.run(config, line, seed))
        .sorted(Comparator.comparingLong(BulkTransfer.Outcome::received))
        .toList()
        .get(seeds / 2);
  }

  private static String cell(BulkTransfer.Outcome outcome) {
    return megabits(outcome.bitsPerSecond())
        + " ("
        + outcome.retransmissions()
        + ", "
        + outcome.timeouts()
        + ")";
  }

  private static String megabits(double bitsPerSecond) {
    return String.format(Locale.ROOT, "%.2f", bitsPerSecond / 1e6);
  }

  private static String percent(double part) {
    return BigDecimal.valueOf(part).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }

  private static List<String> columns(int[] values, IntFunction<String> title) {
    return IntStream.of(values).mapToObj(title).toList();
  }

  private void heading(String text) {
    lines.add("");
    lines.add("## " + text);
    lines.add("");
  }

  private void row(String first, String second, String third, List<String> cells) {
    List<String> all = new ArrayList<>(List.of(first, second, third));
    all.addAll(cells);
    lines.add("| " + String.join(" | ", all) + " |");
  }

  private void rule(int columns) {
    lines.add("|" + " --- |".repeat(columns));
  }
}
