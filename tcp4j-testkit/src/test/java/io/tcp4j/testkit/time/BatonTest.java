package io.tcp4j.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class BatonTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private static Duration now(Clockwork clockwork) {
    return Duration.ofNanos(clockwork.scheduler().nanoTime());
  }

  @Test
  void sleepingTakesNoTimeAndAllWakeInTheOrderOfTheirInstants() throws Exception {
    List<String> order = new ArrayList<>();
    try (Clockwork clockwork = Clockwork.virtual()) {
      List<Task<String>> tasks = new ArrayList<>();
      for (int i = 5; i > 0; i--) {
        int hours = i;
        tasks.add(
            clockwork.spawn(
                "sleeper " + i,
                () -> {
                  clockwork.sleep(Duration.ofHours(hours));
                  order.add(hours + " at " + now(clockwork));
                  return "slept " + hours;
                }));
      }
      for (Task<String> task : tasks) {
        assertThat(task.get()).startsWith("slept");
      }
      assertThat(now(clockwork)).isEqualTo(Duration.ofHours(5));
    }
    assertThat(order)
        .containsExactly("1 at PT1H", "2 at PT2H", "3 at PT3H", "4 at PT4H", "5 at PT5H");
  }

  @Test
  void oneThreadRunsAtATime() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    try (Clockwork clockwork = Clockwork.virtual()) {
      List<Task<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        int number = i;
        tasks.add(
            clockwork.spawn(
                "thread " + i,
                () -> {
                  boolean alone = true;
                  for (int round = 0; round < 50; round++) {
                    alone &= inside.incrementAndGet() == 1;
                    LockSupport.parkNanos(1000);
                    alone &= inside.decrementAndGet() == 0;
                    clockwork.sleep(Duration.ofMillis(number % 3));
                  }
                  return alone;
                }));
      }
      for (Task<Boolean> task : tasks) {
        assertThat(task.get()).isTrue();
      }
    }
  }

  /// Threads that wake at the same instant, and threads that wait for each other.
  private static List<String> history() throws Exception {
    List<String> history = new ArrayList<>();
    try (Clockwork clockwork = Clockwork.virtual()) {
      int[] turns = {0};
      List<Task<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int number = i;
        tasks.add(
            clockwork.spawn(
                "t" + i,
                () -> {
                  for (int round = 0; round < 20; round++) {
                    clockwork.sleep(Duration.ofMillis(round % 2 * 5L));
                    history.add(number + "." + round + "@" + now(clockwork).toMillis());
                    turns[0]++;
                    int goal = turns[0] + number % 3;
                    boolean unused = clockwork.await(() -> turns[0] >= goal, SECOND);
                  }
                  return true;
                }));
      }
      for (Task<Boolean> task : tasks) {
        assertThat(task.get()).isTrue();
      }
    }
    return history;
  }

  @Test
  void theOrderOfThreadsIsTheSameEachTime() throws Exception {
    List<String> first = history();

    assertThat(first).hasSize(160);
    for (int i = 0; i < 5; i++) {
      assertThat(history()).isEqualTo(first);
    }
  }

  @Test
  void aWakeUpThatComesBeforeTheWaitIsNotLost() throws Exception {
    try (Clockwork clockwork = Clockwork.virtual()) {
      Thread[] waiter = new Thread[1];
      Task<Duration> task =
          clockwork.spawn(
              "waiter",
              () -> {
                waiter[0] = Thread.currentThread();
                clockwork.sleep(SECOND);
                clockwork.scheduler().park(this, HOUR.toNanos()); // returns at once
                clockwork.scheduler().park(this, HOUR.toNanos());
                return now(clockwork);
              });
      clockwork.sleep(Duration.ofMillis(1));
      clockwork.scheduler().unpark(waiter[0]);

      assertThat(task.get()).isEqualTo(HOUR.plus(SECOND));
    }
  }

  @Test
  void whenNothingIsLeftToHappenTheTestIsToldWhereAllAre() {
    try (Clockwork clockwork = Clockwork.virtual()) {
      clockwork.limit(Duration.ofDays(365));
      clockwork.spawn("waiter", () -> clockwork.await(() -> false, Duration.ofDays(300)));
      assertThatThrownBy(() -> clockwork.scheduler().park(this, Long.MAX_VALUE))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("nothing is left that could happen, and all wait:")
          .hasMessageContaining("  the test: in BatonTest.");
      assertThat(now(clockwork)).isEqualTo(Duration.ofDays(300));
    }
  }

  @Test
  void whatAThreadThrowsComesOutOfItsTaskOrElseInTheEnd() {
    Clockwork clockwork = Clockwork.virtual();
    Task<String> task =
        clockwork.spawn(
            "unlucky",
            () -> {
              throw new IllegalArgumentException("bad luck");
            });
    assertThatThrownBy(task::get)
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("bad luck");
    clockwork.spawn(
        "unseen",
        () -> {
          throw new IllegalArgumentException("unseen");
        });
    clockwork.sleep(SECOND);
    assertThatThrownBy(clockwork::close).hasRootCauseMessage("unseen");
  }

  @Test
  void whatACallbackThrowsIsTheTestsFailure() {
    try (Clockwork clockwork = Clockwork.virtual()) {
      clockwork
          .scheduler()
          .timer(
              () -> {
                throw new AssertionError("in a callback");
              })
          .arm(5);
      assertThatThrownBy(() -> clockwork.sleep(SECOND)).hasMessage("in a callback");
    }
  }

  @Test
  void aCallbackMayNotWait() {
    try (Clockwork clockwork = Clockwork.virtual()) {
      clockwork.scheduler().timer(() -> clockwork.sleep(SECOND)).arm(5);
      assertThatThrownBy(() -> clockwork.sleep(SECOND))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("a callback (a task of the virtual time) may not wait");
    }
  }

  @Test
  void closingEndsThoseWhoWait() {
    List<String> ends = new ArrayList<>();
    try (Clockwork clockwork = Clockwork.virtual()) {
      for (String name : List.of("a", "b")) {
        clockwork.spawn(
            name,
            () -> {
              try {
                clockwork.sleep(HOUR);
                return "";
              } catch (SimulationOver e) {
                ends.add(e.getMessage());
                throw e;
              }
            });
      }
      clockwork.sleep(SECOND);
    }
    assertThat(ends)
        .containsExactly(
            "the simulation is over, and a still waits",
            "the simulation is over, and b still waits");
  }

  @Test
  void aForeignThreadIsTurnedAway() throws Exception {
    try (Clockwork clockwork = Clockwork.virtual()) {
      Throwable[] thrown = new Throwable[1];
      Thread stranger =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      clockwork.sleep(SECOND);
                    } catch (IllegalStateException e) {
                      thrown[0] = e;
                    }
                  });
      stranger.join();
      assertThat(thrown[0]).hasMessageContaining("is no thread of the simulation: spawn it");
      assertThat(foreign(clockwork.scheduler()::nanoTime))
          .hasMessageContaining("is no thread of the simulation: spawn it");
      assertThat(foreign(() -> clockwork.scheduler().timer(() -> {})))
          .hasMessageContaining("is no thread of the simulation: spawn it");
    }
  }

  private static Throwable foreign(Runnable call) throws InterruptedException {
    Throwable[] thrown = new Throwable[1];
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                call.run();
              } catch (IllegalStateException e) {
                thrown[0] = e;
              }
            })
        .join();
    return thrown[0];
  }

  @Test
  void anInterruptEndsAWait() throws Exception {
    try (Clockwork clockwork = Clockwork.virtual()) {
      Task<Boolean> task =
          clockwork.spawn(
              "waiter",
              () -> {
                clockwork.scheduler().park(this, Long.MAX_VALUE);
                return Thread.currentThread().isInterrupted();
              });
      clockwork.sleep(SECOND);
      task.interrupt();
      assertThat(task.get()).isTrue();
    }
  }

  @Test
  void anInterruptEndsASleep() {
    try (Clockwork clockwork = Clockwork.virtual()) {
      Task<Boolean> task =
          clockwork.spawn(
              "sleeper",
              () -> {
                clockwork.sleep(HOUR);
                return true;
              });
      clockwork.sleep(SECOND);
      task.interrupt();
      assertThatThrownBy(task::get).hasRootCauseMessage("sleeper was interrupted while it waited");
      assertThat(now(clockwork)).isEqualTo(SECOND);
    }
  }

  /// As JUnit's `@Timeout` does.
  @Test
  void anInterruptOfTheTestEndsARunThatWouldNeverEnd() {
    Thread test = Thread.currentThread();
    try (Clockwork clockwork = Clockwork.virtual()) {
      clockwork.spawn(
          "timeout",
          () -> {
            clockwork.sleep(SECOND);
            test.interrupt();
            return true;
          });
      assertThatThrownBy(
              () -> {
                while (true) {
                  clockwork.sleep(Duration.ofMillis(10));
                }
              })
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("interrupted")
          .hasMessageContaining("the test: in ");
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  @Test
  void soItDoesWhereOthersNeverWaitForTimeToPass() {
    Thread test = Thread.currentThread();
    try (Clockwork clockwork = Clockwork.virtual()) {
      int[] ball = {0};
      for (int i = 0; i < 2; i++) {
        int me = i;
        clockwork.spawn(
            "player " + i,
            () -> {
              while (true) {
                boolean unused = clockwork.await(() -> ball[0] % 2 == me, HOUR);
                if (++ball[0] == 1000) {
                  test.interrupt();
                }
              }
            });
      }
      assertThatThrownBy(() -> clockwork.sleep(SECOND))
          .hasMessageStartingWith("interrupted")
          .hasMessageContaining("player 0: ")
          .hasMessageContaining("player 1: ");
    }
  }

  @Test
  void aRunHasALimit() {
    try (Clockwork clockwork = Clockwork.virtual()) {
      assertThatThrownBy(
              () -> {
                while (true) {
                  clockwork.sleep(HOUR);
                }
              })
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("not over after PT24H of virtual time, which is the limit");
      assertThat(now(clockwork)).isEqualTo(Duration.ofDays(1));
    }
  }

  @Test
  void aThreadThatNeverGivesUpIsLeftBehind() {
    int[] caught = {0};
    try (Clockwork clockwork = Clockwork.virtual()) {
      clockwork.spawn(
          "stubborn",
          () -> {
            while (true) {
              try {
                clockwork.sleep(HOUR);
              } catch (Throwable e) {
                caught[0]++;
              }
            }
          });
      clockwork.sleep(SECOND);
    }
    assertThat(caught[0]).isEqualTo(100);
  }

  @Test
  void whoFailedIsSaidFirst() {
    Clockwork clockwork = Clockwork.virtual();
    for (String name : List.of("server", "logger")) {
      clockwork.spawn(
          name,
          () -> {
            throw new AssertionError("the " + name + "'s");
          });
    }
    assertThatThrownBy(() -> clockwork.scheduler().park(this, Long.MAX_VALUE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "thread server failed: java.lang.AssertionError: the server's, and 1 more")
        .hasMessageContaining("nothing is left that could happen")
        .hasRootCauseMessage("the server's")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    assertThatThrownBy(clockwork::close)
        .hasMessage("thread server failed: java.lang.AssertionError: the server's, and 1 more");
  }

  @Test
  void whoWaitsElsewhereWithTheBatonIsFoundOut() {
    Object lock = new Object();
    Clockwork clockwork = new Baton(Duration.ofMillis(40));
    for (String name : List.of("first", "second")) {
      clockwork.spawn(
          name,
          () -> {
            synchronized (lock) {
              clockwork.sleep(SECOND);
            }
            return true;
          });
    }
    assertThatThrownBy(() -> clockwork.sleep(HOUR))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("second holds the baton and waits outside of the simulation, at")
        .hasMessageContaining("BatonTest");
    assertThat(now(clockwork)).as("what time it was can still be told").isZero();
    assertThatThrownBy(clockwork::close).hasMessageContaining("second holds the baton");
  }

  @Test
  void soIsWhoRunsForEverWhenTheTestIsInterrupted() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    Clockwork clockwork = new Baton(Duration.ofMillis(40));
    clockwork.spawn(
        "busy",
        () -> {
          running.countDown();
          while (over.getCount() > 0) {
            Thread.onSpinWait();
          }
          return true;
        });
    Thread test = Thread.currentThread();
    Thread timeout =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    running.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  test.interrupt();
                });
    assertThatThrownBy(() -> clockwork.sleep(SECOND))
        .hasMessageContaining("busy holds the baton and runs on, at");
    over.countDown();
    timeout.join();
  }
}
