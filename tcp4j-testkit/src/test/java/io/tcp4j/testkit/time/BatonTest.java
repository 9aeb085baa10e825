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
  void whenNothingIsLeftToHappenTheTestIsTold() {
    try (Clockwork clockwork = Clockwork.virtual()) {
      clockwork.spawn("waiter", () -> clockwork.await(() -> false, Duration.ofDays(300)));
      assertThatThrownBy(() -> clockwork.scheduler().park(this, Long.MAX_VALUE))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("nothing is left that could happen, and all wait");
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
          .hasMessageContaining("may not run others, nor wait");
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
              } catch (IllegalStateException e) {
                ends.add(name + ": " + e.getMessage());
                throw e;
              }
            });
      }
      clockwork.sleep(SECOND);
    }
    assertThat(ends)
        .containsExactly(
            "a: the simulation is over, and still waits: a, b",
            "b: the simulation is over, and still waits: a, b");
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
    }
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

  /// The only test here that takes real time: twice the patience of those who wait.
  @Test
  void whoWaitsElsewhereWithTheBatonIsFoundOut() {
    CountDownLatch never = new CountDownLatch(1);
    Clockwork clockwork = Clockwork.virtual();
    clockwork.spawn(
        "stuck",
        () -> {
          while (never.getCount() > 0) {
            LockSupport.park(never);
          }
          return true;
        });
    assertThatThrownBy(() -> clockwork.sleep(SECOND))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("stuck")
        .hasMessageContaining("holds the baton and waits outside of the simulation");
    never.countDown();
  }
}
