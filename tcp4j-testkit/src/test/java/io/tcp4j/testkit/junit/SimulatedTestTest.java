package io.tcp4j.testkit.junit;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.testkit.network.Fault;
import io.tcp4j.testkit.network.SimulatedHost;
import io.tcp4j.testkit.network.SimulatedNetwork;
import io.tcp4j.testkit.time.Task;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;

class SimulatedTestTest {
  @TempDir private Path reports;

  @SimulatedTest(seeds = 20)
  void hostsAreInjectedByNameAndJoinedByCables(
      SimulatedNetwork network, SimulatedHost client, @Host("server") SimulatedHost other)
      throws Exception {
    network.between(client, other).lose(0.2);
    Task<Boolean> echo = Conversations.echoOnce(network, other);

    assertThat(Conversations.exchange(client, other, 5000)).hasSize(5000);
    assertThat(echo.get()).isTrue();
    assertThat(other.name()).isEqualTo("server");
    assertThat(network.cables()).hasToString("[client-server]");
  }

  @SimulatedTest(cabled = false)
  void aTestMayLayItsOwnCables(SimulatedNetwork network, SimulatedHost one, SimulatedHost two) {
    assertThat(network.cables()).isEmpty();
  }

  /// What is set up and taken down around each run belongs to its network.
  @Nested
  class Around {
    private SimulatedNetwork before;

    @BeforeEach
    void lay(SimulatedNetwork network, SimulatedHost client, SimulatedHost server) {
      before = network;
      network.cable(client, network.router("router"));
      network.cable(server, network.router("other"));
    }

    @SimulatedTest(seeds = 2)
    void theCablesOfBeforeEachAreTheOnlyOnes(SimulatedNetwork network, SimulatedHost client) {
      assertThat(network).isSameAs(before);
      assertThat(network.cables()).hasSize(2);
      assertThat(client.addresses()).hasSize(2);
    }

    @AfterEach
    void lookAfterwards(SimulatedNetwork network, SimulatedHost server) {
      assertThat(network).isSameAs(before);
      assertThat(server.isUp()).isTrue();
    }
  }

  /// Tests that are run by tests.
  static final class Cases {
    @SimulatedTest(seeds = 100, firstSeed = 3)
    void failsFromSeedFiveOn(SimulatedNetwork network, SimulatedHost client, SimulatedHost server)
        throws IOException {
      Conversations.echoOnce(network, server);
      try (TcpSocket socket = client.connect(server.endpoint(Conversations.PORT))) {
        socket.write(new byte[100], 0, 100);
        socket.inputStream().readNBytes(100);
        assertThat(network.seeds().seed()).as("the answer").isLessThan(5);
      }
    }

    @SimulatedTest(seeds = 9, maxFailures = 3)
    void failsAlways() {
      throw new IllegalStateException("as always");
    }

    @SimulatedTest
    void anotherThreadFails(SimulatedNetwork network, SimulatedHost client) {
      network.spawn(
          "worker",
          () -> {
            throw new IOException("nobody asks");
          });
      network.sleep(Duration.ofSeconds(1));
    }

    @SimulatedTest
    void waitsForWhatNobodySends(
        SimulatedNetwork network, SimulatedHost client, SimulatedHost server) throws IOException {
      try (TcpServerSocket _ = server.listen(7);
          Fault _ = network.partition(client, server)) {
        client.connect(server.endpoint(7), Duration.ofSeconds(3));
      }
    }

    @SimulatedTest
    @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
    void runsOnAnotherThread(SimulatedNetwork network, SimulatedHost client) {
      network.sleep(Duration.ofSeconds(1));
    }

    @SimulatedTest
    @Timeout(value = 300, unit = TimeUnit.MILLISECONDS)
    void turnsForEver(SimulatedNetwork network, SimulatedHost client) {
      network.spawn(
          "worker",
          () -> {
            while (true) {
              network.sleep(Duration.ofNanos(1));
            }
          });
      network.await(() -> false);
    }

    @SimulatedTest
    @ExtendWith(Spoiler.class)
    void isFailedByAnotherExtension(SimulatedNetwork network) {}

    @SimulatedTest
    void overflowsTheStack(SimulatedNetwork network) {
      if (network.faults().isEmpty()) {
        throw new StackOverflowError();
      }
    }
  }

  /// Somebody else's extension.
  static final class Spoiler implements BeforeEachCallback {
    @Override
    public void beforeEach(ExtensionContext context) {
      throw new IllegalStateException("no database");
    }
  }

  @Test
  void theFirstSeedRunsTwiceAndTheFirstFailureEndsTheRun() {
    JUnitRun run = JUnitRun.of(Cases.class, "failsFromSeedFiveOn", reports);

    assertThat(run.names()).containsExactly("seed 3", "seed 3 again", "seed 4", "seed 5");
    assertThat(run.failed()).containsExactly("seed 5");
  }

  @Test
  void aFailureNamesItsSeedAndItsFilesAndKeepsItsCause() {
    Throwable failure = JUnitRun.of(Cases.class, "failsFromSeedFiveOn", reports).failure("seed 5");

    Path directory = reports.resolve(Cases.class.getName()).resolve("failsFromSeedFiveOn-5");
    assertThat(failure)
        .isInstanceOf(SeedFailure.class)
        .hasMessageContaining("the answer")
        .hasMessageContaining("-Dtcp4j.seed=5 ")
        .hasMessageContaining(directory.resolve("packets.pcapng").toString())
        .hasMessageContaining(directory.resolve("ladder.txt").toString())
        .hasMessageContaining(directory.resolve("ladder.svg").toString())
        .hasMessageContaining(directory.resolve("hosts.txt").toString());
    assertThat(failure.getCause()).isInstanceOf(AssertionError.class);
    assertThat(directory.resolve("packets.pcapng")).isNotEmptyFile();
    assertThat(directory.resolve("ladder.txt")).content().contains("client 10.0.1.1", "◄─");
    assertThat(directory.resolve("ladder.svg")).content().startsWith("<svg ").endsWith("</svg>\n");
    assertThat(directory.resolve("hosts.txt"))
        .content()
        .contains("client  10.0.1.1 fd00:0:0:1::1")
        .containsPattern("FIN-WAIT-1 +0 +1 +10.0.1.1:\\d+ +10.0.1.2:7\n")
        .containsPattern("ESTABLISHED +0 +100 +10.0.1.2:7 +10.0.1.1:\\d+\n");
  }

  @Test
  void aSeedCanBeRunAgainAlone() {
    JUnitRun bad = JUnitRun.of(Cases.class, "failsFromSeedFiveOn", reports, "tcp4j.seed", "7");
    JUnitRun good = JUnitRun.of(Cases.class, "failsFromSeedFiveOn", reports, "tcp4j.seed", "2");

    assertThat(bad.names()).containsExactly("seed 7");
    assertThat(bad.failed()).containsExactly("seed 7");
    assertThat(good.names()).containsExactly("seed 2", "seed 2 again");
    assertThat(good.failed()).isEmpty();
  }

  @Test
  void thereMayBeMoreFailuresAndOtherNumbersOfSeeds() {
    assertThat(JUnitRun.of(Cases.class, "failsAlways", reports).failed())
        .containsExactly("seed 1", "seed 2", "seed 3");
    assertThat(JUnitRun.of(Cases.class, "failsAlways", reports, "tcp4j.seeds", "2").failed())
        .containsExactly("seed 1", "seed 2");
  }

  @Test
  void aFailureOfAnotherThreadThatNobodyAskedForIsOneOfTheTest() {
    Throwable failure = JUnitRun.of(Cases.class, "anotherThreadFails", reports).failure("seed 1");

    assertThat(failure)
        .hasMessageContaining("thread worker failed: java.io.IOException: nobody asks");
    assertThat(failure.getCause()).hasRootCauseMessage("nobody asks");
    assertThat(
            Files.exists(
                reports.resolve(Cases.class.getName()).resolve("anotherThreadFails-1/hosts.txt")))
        .isTrue();
  }

  @Test
  void whatTheTestDidNotExpectIsTheCause() {
    Throwable failure =
        JUnitRun.of(Cases.class, "waitsForWhatNobodySends", reports).failure("seed 1");

    assertThat(failure.getCause()).isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void whereNoReportCanBeWrittenTheFailureAndItsSeedAreToldAllTheSame() throws IOException {
    Path file = Files.createFile(reports.resolve("file"));
    for (Path impossible : List.of(file, Path.of("a".repeat(300)))) {
      Throwable failure =
          JUnitRun.of(Cases.class, "waitsForWhatNobodySends", impossible).failure("seed 1");

      assertThat(failure)
          .hasMessageContaining("-Dtcp4j.seed=1 runs it again")
          .hasMessageContaining("not written: ");
      assertThat(failure.getCause())
          .isInstanceOf(SocketTimeoutException.class)
          .satisfies(cause -> assertThat(cause.getSuppressed()).hasSize(1));
    }
  }

  @Test
  void noPathAtAllIsNoReasonToForgetTheFailure() {
    Throwable failure =
        JUnitRun.of(Cases.class, "failsAlways", reports, "tcp4j.reports", "\0").failure("seed 1");

    assertThat(failure)
        .hasMessageContaining("-Dtcp4j.seed=1 runs it again")
        .hasMessageContaining("not written: java.nio.file.InvalidPathException")
        .hasRootCauseMessage("as always");
  }

  @Test
  void aTestOnAnotherThreadThanItsNetworkIsToldWhy() {
    Throwable failure = JUnitRun.of(Cases.class, "runsOnAnotherThread", reports).failure("seed 1");

    assertThat(failure)
        .hasMessageContaining("runsOnAnotherThread runs on another thread than its network")
        .hasMessageContaining("@Timeout with SEPARATE_THREAD");
  }

  @Test
  void aTimeoutEndsATestThatTurnsForEver() {
    Throwable failure = JUnitRun.of(Cases.class, "turnsForEver", reports).failure("seed 1");

    assertThat(failure)
        .hasMessageContaining("turnsForEver")
        .hasMessageContaining("timed out after 300 milliseconds")
        .hasMessageContaining("-Dtcp4j.seed=1 runs it again");
    assertThat(failure.getCause()).hasStackTraceContaining("worker");
  }

  @Test
  void theSeedOfAFailureOfAnotherExtensionIsToldWithIt() {
    JUnitRun run = JUnitRun.of(Cases.class, "isFailedByAnotherExtension", reports);

    assertThat(run.names()).containsExactly("seed 1");
    assertThat(run.failure("seed 1")).hasMessage("no database");
    assertThat(run.failure("seed 1").getSuppressed())
        .singleElement(as(THROWABLE))
        .hasMessageContaining("-Dtcp4j.seed=1 runs it again");
  }

  @Test
  void aStackOverflowHasASeed() {
    assertThat(JUnitRun.of(Cases.class, "overflowsTheStack", reports).failure("seed 1"))
        .hasMessageContaining("-Dtcp4j.seed=1 runs it again")
        .hasCauseInstanceOf(StackOverflowError.class);
  }
}
