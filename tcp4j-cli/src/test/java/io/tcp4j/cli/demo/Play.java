package io.tcp4j.cli.demo;

import io.tcp4j.cli.demo.ladder.Ladder;
import io.tcp4j.cli.demo.ladder.LadderSegment;
import io.tcp4j.cli.demo.ladder.Row;
import io.tcp4j.cli.demo.ladder.Side;
import io.tcp4j.cli.demo.ladder.TextLadder;
import io.tcp4j.cli.demo.scenario.Scenario;
import io.tcp4j.cli.demo.scenario.Scenarios;
import io.tcp4j.cli.text.TextStyle;
import io.tcp4j.link.capture.CapturedPacket;
import io.tcp4j.link.capture.PcapngReader;
import io.tcp4j.link.capture.PcapngWriter;
import io.tcp4j.tcp.model.State;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

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
}
