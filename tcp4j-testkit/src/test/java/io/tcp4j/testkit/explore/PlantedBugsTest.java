package io.tcp4j.testkit.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.TcpConnection;
import io.tcp4j.wire.Segment;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  private static final int RUNS = 5_000;

  /// A fault: in a file, what stands there, and what stands there instead.
  enum Plant {
    NO_PAWS(
        "event/FirstSequenceNumber.java",
        "if (tcb.timestamps.old(seg, now)) {",
        "if (seg.seq < 0) {"),
    THE_PEERS_WINDOW_IS_TAKEN_FOR_LARGER(
        "event/FifthAck.java",
        "tcb.snd.wnd = (long) seg.wnd << tcb.snd.windowShift;",
        "tcb.snd.wnd = 200 + ((long) seg.wnd << tcb.snd.windowShift);"),
    A_FIN_IS_NOT_SENT_AGAIN(
        "output/SegmentSender.java",
        "SegmentBuilder.segment(tcb, from, text, controls(fin, push), cause)",
        "SegmentBuilder.segment(tcb, from, text, controls(false, push), cause)"),
    THE_WINDOW_SHRINKS(
        "receive/ReceiveWindow.java",
        "return possible - rcv.rightEdge >= step ? possible : rcv.rightEdge;",
        "return buffer.hasGap() ? possible - step : possible;"),
    THE_RETRANSMISSION_TIMER_STAYS_OFF(
        "output/SendTimers.java",
        "} else if (timers.retransmission == Timers.NEVER) {",
        "} else if (timers.retransmission == Timers.NEVER && tcb.queue.size() < 2) {"),
    MEMORY_STAYS_WITH_AN_ABORTED_CONNECTION(
        "send/SendBuffer.java", "pages.discard();", "// pages.discard();");

    private final String file;
    private final String right;
    private final String wrong;

    Plant(String file, String right, String wrong) {
      this.file = file;
      this.right = right;
      this.wrong = wrong;
    }
  }

  @ParameterizedTest
  @EnumSource
  void isFoundAndShown(Plant plant, @TempDir Path classes) throws Exception {
    compile(plant, classes);
    try (URLClassLoader faulty = loader(classes)) {
      Object found = null;
      for (String bounds : List.of("lengthy", "longEstablished")) {
        found = found == null ? explore(faulty, bounds) : found;
      }
      assertThat(found).as("a counter-example for " + plant).isNotNull();
      assertThat(found.toString().lines().count()).as("lines of\n" + found).isBetween(5L, 120L);
    }
  }

  private static Object explore(ClassLoader loader, String bounds) throws Exception {
    Class<?> boundsClass = loader.loadClass(Bounds.class.getName());
    Object limits = boundsClass.getMethod(bounds).invoke(null);
    Object exploration =
        loader
            .loadClass(Explorer.class.getName())
            .getMethod("random", boundsClass, long.class, long.class)
            .invoke(null, limits, 0L, (long) RUNS);
    return exploration.getClass().getMethod("counterExample").invoke(exploration);
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
