package io.tcp4j.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.testkit.network.SimulatedHost;
import io.tcp4j.testkit.network.SimulatedNetwork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// JUnit that runs tests at once asks for all seeds before the first of them has ended.
class ConcurrentSeedsTest {
  private static final String[] CONCURRENT = {
    "junit.jupiter.execution.parallel.enabled", "true",
    "junit.jupiter.execution.parallel.mode.default", "concurrent",
    "junit.jupiter.execution.parallel.config.executor-service", "FORK_JOIN_POOL",
    "junit.jupiter.execution.parallel.config.strategy", "fixed",
    "junit.jupiter.execution.parallel.config.fixed.parallelism", "4"
  };

  @TempDir private Path reports;

  private JUnitRun run(String method) {
    return JUnitRun.of(Cases.class, method, reports, CONCURRENT);
  }

  /// Tests that are run by tests.
  static final class Cases {
    private static final AtomicInteger RUNS = new AtomicInteger();
    private static final Set<Thread> THREADS = ConcurrentHashMap.newKeySet();

    @SimulatedTest(seeds = 50)
    void passes(SimulatedNetwork network, SimulatedHost client, SimulatedHost server)
        throws Exception {
      THREADS.add(Thread.currentThread());
      Conversations.echoOnce(network, server);
      assertThat(Conversations.exchange(client, server, 2000)).hasSize(2000);
    }

    @SimulatedTest(seeds = 50)
    @Execution(ExecutionMode.CONCURRENT)
    void passesAtOnce(SimulatedNetwork network, SimulatedHost client, SimulatedHost server)
        throws Exception {
      Conversations.echoOnce(network, server);
      Conversations.exchange(client, server, 2000);
    }

    @SimulatedTest
    void isAnotherEachTime(SimulatedNetwork network, SimulatedHost client, SimulatedHost server)
        throws Exception {
      Conversations.echoOnce(network, server);
      Conversations.exchange(client, server, 100 + RUNS.incrementAndGet());
    }

    @SimulatedTest
    @Execution(ExecutionMode.CONCURRENT)
    void isAnotherAtOnce(SimulatedNetwork network, SimulatedHost client, SimulatedHost server)
        throws Exception {
      isAnotherEachTime(network, client, server);
    }

    @SimulatedTest(seeds = 100, maxFailures = 2)
    void failsAlways(SimulatedNetwork network) {
      network.sleep(Duration.ofSeconds(1));
      throw new IllegalStateException("as always");
    }

    @SimulatedTest(seeds = 100, maxFailures = 2)
    @Execution(ExecutionMode.CONCURRENT)
    void failsAtOnce(SimulatedNetwork network) {
      failsAlways(network);
    }
  }

  @Test
  void seedsRunOneAfterTheOtherOnOneThread() {
    JUnitRun run = run("passes");

    assertThat(run.names()).hasSize(54).startsWith("seed 1", "seed 1 again", "seed 2");
    assertThat(run.failed()).isEmpty();
    assertThat(Cases.THREADS).hasSize(1);
  }

  @Test
  void twoRunsOfASeedAreComparedAllTheSame() {
    assertThat(run("isAnotherEachTime").failed()).containsExactly("seed 1 again");
  }

  @Test
  void enoughFailuresEndTheRun() {
    assertThat(run("failsAlways").names()).containsExactly("seed 1", "seed 2");
  }

  @Test
  void aTestThatWantsToIsRunAtOnceAndComparedAsWell() {
    JUnitRun run = run("passesAtOnce");

    assertThat(run.names()).hasSize(54).contains("seed 1", "seed 1 again", "seed 49 again");
    assertThat(run.failed()).isEmpty();
    assertThat(run("isAnotherAtOnce").failed())
        .singleElement()
        .satisfies(name -> assertThat(name).startsWith("seed 1"));
  }

  @Test
  void whatHasNotBegunWhenEnoughHaveFailedDoesNotBegin() {
    assertThat(run("failsAtOnce").failed()).hasSizeBetween(2, 8);
  }
}
