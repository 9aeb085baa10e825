package io.tcp4j.cli.demo;

import io.tcp4j.cli.demo.scenario.Scenario;
import io.tcp4j.cli.demo.scenario.Scenarios;
import io.tcp4j.link.capture.CapturedPacket;
import io.tcp4j.link.capture.PcapngReader;
import io.tcp4j.link.capture.PcapngWriter;
import io.tcp4j.tcp.model.State;
import io.tcp4j.testkit.drawing.TextStyle;
import io.tcp4j.testkit.ladder.Ladder;
import io.tcp4j.testkit.ladder.LadderSegment;
import io.tcp4j.testkit.ladder.Row;
import io.tcp4j.testkit.ladder.Side;
import io.tcp4j.testkit.ladder.TextLadder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// One scenario, played: its ladder, and what the capture has of it.
record Play(Ladder ladder, List<CapturedPacket> capture) {
  static Play of(String name, long seed, double loss) {
    return of(Scenarios.named(name).orElseThrow(), seed, loss);
  }

  static Play of(Scenario scenario, long seed, double loss) {
    try {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      Ladder ladder;
      try (PcapngWriter capture = new PcapngWriter(file, "test", "")) {
        ladder = new Player(seed, loss, capture).play(scenario);
      }
      return new Play(ladder, read(file.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<CapturedPacket> read(byte[] file) throws IOException {
    List<CapturedPacket> packets = new ArrayList<>();
    try (PcapngReader reader = new PcapngReader(new ByteArrayInputStream(file))) {
      for (CapturedPacket packet = reader.next(); packet != null; packet = reader.next()) {
        packets.add(packet);
      }
    }
    return packets;
  }

  String text() {
    return TextLadder.draw(ladder, new TextStyle(false, false, 120));
  }

  List<LadderSegment> segments() {
    return ladder.segments().toList();
  }

  /// The flags of all segments, with an arrow for the direction.
  List<String> flags() {
    return ladder
        .segments()
        .map(s -> (s.from() == Side.LEFT ? "> " : "< ") + s.flagNames())
        .toList();
  }

  List<State> states(Side side) {
    return ladder.rows().stream().flatMap((Row row) -> row.states(side).stream()).toList();
  }

  /// What the ladder says beside segments, in order.
  List<String> notes() {
    return rows(Row.Note.class).stream().map(Row.Note::text).toList();
  }

  /// The sentences at the ends of chapters.
  String said() {
    return rows(Row.Prose.class).stream()
        .filter(row -> row.title().isEmpty())
        .map(Row.Prose::text)
        .collect(Collectors.joining(" "));
  }

  <T extends Row> List<T> rows(Class<T> kind) {
    return ladder.rows().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// The rows of the chapter of this number, as a ladder of their own.
  Play chapter(int number) {
    List<Row> rows = new ArrayList<>();
    int chapter = 0;
    for (Row row : ladder.rows()) {
      chapter += row instanceof Row.Prose prose && !prose.title().isEmpty() ? 1 : 0;
      if (chapter == number) {
        rows.add(row);
      }
    }
    return new Play(
        new Ladder(
            ladder.name(),
            ladder.command(),
            ladder.opening(),
            ladder.left(),
            ladder.right(),
            rows,
            ladder.closing()),
        capture);
  }
}
