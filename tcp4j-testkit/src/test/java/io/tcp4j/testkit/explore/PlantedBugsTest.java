package io.tcp4j.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.TcpConnection;
import io.tcp4j.wire.Segment;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The explorer finds what it is there to find: engines with a fault, each put into one place of
/// the source by hand.
class PlantedBugsTest {
  private static final Path ENGINE = Path.of("../tcp4j-tcp/src/main/java/io/tcp4j/tcp");
  private static final Path DOCS = Path.of("../docs/exploration.md");

  /// A fault: in a file, what stands there, and what stands there instead; how many moves show it,
  /// and which rule they violate.
  enum Plant {
    NO_PAWS(
        "event/FirstSequenceNumber.java",
        "if (tcb.timestamps.old(seg, now)) {",
        "if (seg.seq < 0) {",
        1,
        "no more is read than was written"),
    THE_PEERS_WINDOW_IS_TAKEN_FOR_LARGER(
        "event/FifthAck.java",
        "tcb.snd.wnd = (long) seg.wnd << tcb.snd.windowShift;",
        "tcb.snd.wnd = 200 + ((long) seg.wnd << tcb.snd.windowShift);",
        2,
        "text stays within the largest window ever offered"),
    A_FIN_IS_NOT_SENT_AGAIN(
        "output/SegmentSender.java",
        "SegmentBuilder.segment(tcb, from, text, controls(fin, push), cause)",
        "SegmentBuilder.segment(tcb, from, text, controls(false, push), cause)",
        2,
        "nobody gives up a peer that answers"),
    THE_WINDOW_SHRINKS(
        "receive/ReceiveWindow.java",
        "return possible - rcv.rightEdge >= step ? possible : rcv.rightEdge;",
        "return buffer.hasGap() ? possible - step : possible;",
        2,
        "the window's right edge never goes back"),
    THE_RETRANSMISSION_TIMER_STAYS_OFF(
        "output/SendTimers.java",
        "} else if (timers.retransmission == Timers.NEVER) {",
        "} else if (timers.retransmission == Timers.NEVER && tcb.queue.size() < 2) {",
        1,
        "the engine's own invariants: outstanding without a timer"),
    MEMORY_STAYS_WITH_AN_ABORTED_CONNECTION(
        "send/SendBuffer.java",
        "pages.discard();",
        "// pages.discard();",
        2,
        "a connection that is over keeps no memory");

    private final String file;
    private final String right;
    private final String wrong;
    private final int moves;
    private final String rule;

    Plant(String file, String right, String wrong, int moves, String rule) {
      this.file = file;
      this.right = right;
      this.wrong = wrong;
      this.moves = moves;
      this.rule = rule;
    }
  }

  @ParameterizedTest
  @EnumSource
  void isFoundAndShownInAsFewMovesAsItTakes(Plant plant, @TempDir Path classes) throws Exception {
    compile(plant, classes);
    try (URLClassLoader faulty = loader(classes)) {
      Class<?> hunt = faulty.loadClass(Hunt.class.getName());
      Method exhaustively = hunt.getMethod("exhaustively", int.class);

      if (plant.moves > 1) {
        assertThat(exhaustively.invoke(null, plant.moves - 1)).isNull();
      }
      assertThat((String) exhaustively.invoke(null, plant.moves))
          .contains("client 10.0.0.1", "why · on what · by which rule")
          .contains("\nViolated: " + plant.rule)
          .matches(text -> text.lines().count() < 70, "is short");
      assertThat((String) hunt.getMethod("byChance").invoke(null))
          .contains("\nViolated: " + plant.rule);
      if (plant == Plant.THE_WINDOW_SHRINKS) {
        assertThat(Files.readString(DOCS)).contains((String) exhaustively.invoke(null, 2));
      }
    }
  }

  private static void compile(Plant plant, Path classes) throws IOException {
    String source = Files.readString(ENGINE.resolve(plant.file));
    assertThat(source).as(plant.file).containsOnlyOnce(plant.right);
    Path patched = classes.resolve("source").resolve(Path.of(plant.file).getFileName().toString());
    Files.createDirectories(patched.getParent());
    Files.writeString(patched, source.replace(plant.right, plant.wrong));
    String path =
        Stream.of(TcpConnection.class, Segment.class, NullMarked.class)
            .map(type -> Path.of(place(type)).toString())
            .collect(Collectors.joining(File.pathSeparator));
    var said = new StringWriter();
    var to = new PrintWriter(said);
    int code =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(to, to, "-proc:none", "-d", classes.toString(), "-cp", path, patched.toString());
    assertThat(code).as(said.toString()).isZero();
  }

  /// Loads engine and explorer anew, the faulty class in front, with assertions as ever.
  private static URLClassLoader loader(Path classes) throws IOException {
    URL[] path = {
      classes.toUri().toURL(),
      place(Hunt.class).toURL(),
      place(Explorer.class).toURL(),
      place(TcpConnection.class).toURL(),
      place(Segment.class).toURL()
    };
    // the platform's loader would find the application's modules
    var loader = new URLClassLoader(path, /* parent= */ null);
    loader.setDefaultAssertionStatus(true);
    return loader;
  }

  private static URI place(Class<?> type) {
    return URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString());
  }
}
