package io.tcp4j.testkit.junit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.testkit.network.SimulatedHost;
import io.tcp4j.testkit.network.SimulatedNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What has to be the same when a seed runs again, and what is told where it is not.
class RepeatTest {
  @TempDir private Path reports;

  /// Tests that are run by tests.
  static final class Cases {
    private static final AtomicInteger RUNS = new AtomicInteger();

    @SimulatedTest(seeds = 40)
    void isAFunctionOfItsSeed(SimulatedNetwork network, SimulatedHost client, SimulatedHost server)
        throws Exception {
      say(network, client, server, "seed " + network.seeds().seed());
    }

    @SimulatedTest(seeds = 40, repeats = Repeat.NOT)
    void isAnotherEachTime(SimulatedNetwork network, SimulatedHost client, SimulatedHost server)
        throws Exception {
      say(network, client, server, "x".repeat(RUNS.incrementAndGet()));
    }

    @SimulatedTest
    void drawsAnId(SimulatedNetwork network, SimulatedHost client, SimulatedHost server)
        throws Exception {
      say(network, client, server, "X-Request-Id: " + UUID.randomUUID());
    }

    @SimulatedTest(seeds = 20, repeats = Repeat.SHAPE)
    void drawsAnIdAsItMay(SimulatedNetwork network, SimulatedHost client, SimulatedHost server)
        throws Exception {
      network.between(client, server).corrupt(0.05);
      network.between(client, server).lose(0.05);
      say(network, client, server, "X-Request-Id: " + UUID.randomUUID());
    }

    @SimulatedTest(repeats = Repeat.SHAPE)
    void saysMoreEachTime(SimulatedNetwork network, SimulatedHost client, SimulatedHost server)
        throws Exception {
      say(network, client, server, "x".repeat(RUNS.incrementAndGet()));
    }

    @SimulatedTest(repeats = Repeat.SHAPE)
    void waitsLongerEachTime(SimulatedNetwork network, SimulatedHost client, SimulatedHost server)
        throws Exception {
      network.sleep(Duration.ofMillis(RUNS.incrementAndGet()));
      say(network, client, server, "hello");
    }

    @SimulatedTest(repeats = Repeat.SHAPE)
    void hasAnotherWindowEachTime(SimulatedNetwork network, SimulatedHost client)
        throws IOException {
      SimulatedHost server =
          network.host(
              "small",
              host ->
                  host.tcpConfig(
                      TcpConfig.builder().receiveBuffer(4096 + RUNS.incrementAndGet()).build()));
      network.cable(client, server);
      server.listen(Conversations.PORT);
      client.connect(server.endpoint(Conversations.PORT)).close();
    }

    @SimulatedTest(repeats = Repeat.SHAPE)
    void drawsAnIdAndForgets(SimulatedNetwork network, SimulatedHost client, SimulatedHost server)
        throws Exception {
      network.trace().forget();
      drawsAnId(network, client, server);
    }

    @SimulatedTest(repeats = Repeat.SHAPE)
    void isAFunctionOfItsSeedAndForgets(
        SimulatedNetwork network, SimulatedHost client, SimulatedHost server) throws Exception {
      network.trace().forget();
      isAFunctionOfItsSeed(network, client, server);
    }

    private static void say(
        SimulatedNetwork network, SimulatedHost client, SimulatedHost server, String text)
        throws Exception {
      Conversations.echoOnce(network, server);
      try (TcpSocket socket = client.connect(server.endpoint(Conversations.PORT))) {
        socket.outputStream().write(text.getBytes(US_ASCII));
        socket.inputStream().readNBytes(text.length());
      }
    }
  }

  @Test
  void theFirstOfEachSixteenSeedsRunsAgain() {
    JUnitRun run = JUnitRun.of(Cases.class, "isAFunctionOfItsSeed", reports);

    assertThat(run.failed()).isEmpty();
    assertThat(run.names())
        .hasSize(43)
        .startsWith("seed 1", "seed 1 again", "seed 2")
        .containsSubsequence("seed 17", "seed 17 again", "seed 18", "seed 33", "seed 33 again");
  }

  @Test
  void whatRepeatsNotRunsOnce() {
    JUnitRun run = JUnitRun.of(Cases.class, "isAnotherEachTime", reports);

    assertThat(run.failed()).isEmpty();
    assertThat(run.names())
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, 40).mapToObj(seed -> "seed " + seed).toList());
  }

  @Test
  void aTestThatDependsOnMoreThanItsSeedFailsAndShowsTheFirstByteThatIsAnother() {
    JUnitRun run = JUnitRun.of(Cases.class, "drawsAnId", reports);

    assertThat(run.failed()).containsExactly("seed 1 again");
    String message = run.failure("seed 1 again").getMessage();
    assertThat(message)
        .contains("two runs of the same seed are not the same")
        .containsPattern("the first difference is in packet #\\d+ on client-server, from byte")
        .containsPattern("which is byte (1[4-9]|[2-4]\\d) of its text")
        .containsPattern("\n  first: 0\\.\\d{6} s #4 client > server .*\n +….*…")
        .containsPattern("\n  again: 0\\.\\d{6} s #4 client > server .*\n +….*…")
        .contains("@SimulatedTest(repeats = …)")
        .contains("-Dtcp4j.seed=1 runs it again");
    assertThat(message.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(400));
  }

  @Test
  void bothRunsLeaveTheirFiles() {
    JUnitRun run = JUnitRun.of(Cases.class, "drawsAnId", reports);

    Path directory = reports.resolve(Cases.class.getName()).resolve("drawsAnId-1");
    assertThat(run.failure("seed 1 again"))
        .hasMessageContaining(directory.resolve("first/ladder.txt").toString())
        .hasMessageContaining(directory.resolve("again/ladder.txt").toString());
    assertThat(directory.resolve("first/packets.pcapng")).isNotEmptyFile();
    assertThat(directory.resolve("again/packets.pcapng")).isNotEmptyFile();
  }

  @Test
  void textOfTheSameLengthHasTheSameShape() {
    JUnitRun run = JUnitRun.of(Cases.class, "drawsAnIdAsItMay", reports);

    assertThat(run.names()).hasSize(22);
    assertThat(run.failed()).isEmpty();
  }

  @Test
  void lengthsInstantsAndHeadersAreTheShape() {
    assertThat(JUnitRun.of(Cases.class, "saysMoreEachTime", reports).failure("seed 1 again"))
        .hasMessageContaining("the first difference is in packet #4 on client-server, from byte");
    assertThat(JUnitRun.of(Cases.class, "waitsLongerEachTime", reports).failure("seed 1 again"))
        .hasMessageContaining("the first difference is what happens next")
        .hasMessageContaining(" s #1 client > server");
    assertThat(
            JUnitRun.of(Cases.class, "hasAnotherWindowEachTime", reports).failure("seed 1 again"))
        .message()
        .containsPattern("the first difference is in packet #2 on client-small, from byte 3[45]");
  }

  @Test
  void ofRunsThatHaveForgottenTheirShapeOnlyTheDigestCounts() {
    assertThat(JUnitRun.of(Cases.class, "drawsAnIdAndForgets", reports).failure("seed 1 again"))
        .hasMessageContaining("two runs of the same seed are not the same")
        .hasMessageContaining("their traces have forgotten it");
    assertThat(JUnitRun.of(Cases.class, "isAFunctionOfItsSeedAndForgets", reports).failed())
        .isEmpty();
  }
}
