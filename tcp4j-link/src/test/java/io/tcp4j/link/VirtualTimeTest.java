package io.tcp4j.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
  private final VirtualTime time = new VirtualTime(Instant.ofEpochSecond(1_000_000));
  private final List<String> log = new ArrayList<>();

  private Scheduler.Timer logger(String name) {
    return time.timer(() -> log.add(name + "@" + time.nanoTime()));
  }

  @Test
  void tasksRunByInstantAndThenByTheOrderOfArming() {
    Scheduler.Timer a = logger("a");
    Scheduler.Timer b = logger("b");
    Scheduler.Timer c = logger("c");
    c.arm(20);
    b.arm(10);
    a.arm(20);

    assertThat(time.runUntilIdle()).isEqualTo(3);

    assertThat(log).containsExactly("b@10", "c@20", "a@20");
  }

  @Test
  void armingAgainReplacesAndGoesBehindTheOthersOfTheSameInstant() {
    Scheduler.Timer a = logger("a");
    Scheduler.Timer b = logger("b");
    a.arm(20);
    b.arm(20);
    a.arm(10);
    a.arm(20);

    time.runUntilIdle();

    assertThat(log).containsExactly("b@20", "a@20");
  }

  @Test
  void aCancelledTimerDoesNotRunAndCanBeArmedAgain() {
    Scheduler.Timer a = logger("a");
    a.arm(10);
    a.cancel();
    a.cancel();
    assertThat(time.runNext()).isFalse();
    assertThat(time.nanoTime()).isZero();

    a.arm(5);
    assertThat(time.runNext()).isTrue();

    assertThat(log).containsExactly("a@5");
  }

  @Test
  void anArmingForThePastRunsNowAndOneForNeverDoesNotRun() {
    time.runFor(Duration.ofNanos(100));
    logger("past").arm(3);
    logger("never").arm(Long.MAX_VALUE);

    time.runUntilIdle();
    time.runFor(Duration.ofDays(1000));

    assertThat(log).containsExactly("past@100");
    assertThat(time.nextAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void timePassesWhereNothingHappens() {
    logger("due").arm(1_000_000_000);
    logger("later").arm(1_000_000_001);

    time.runFor(Duration.ofSeconds(1));

    assertThat(log).containsExactly("due@1000000000");
    assertThat(time.nanoTime()).isEqualTo(1_000_000_000);
    assertThat(time.epochNanos()).isEqualTo(1_000_001_000_000_000L);
  }

  @Test
  void waitingForAConditionEndsAsSoonAsItHolds() {
    logger("a").arm(10);
    logger("b").arm(20);

    assertThat(time.runUntil(() -> log.size() == 1, Duration.ofNanos(15))).isTrue();
    assertThat(time.nanoTime()).isEqualTo(10);
    assertThat(time.runUntil(() -> log.size() == 2, Duration.ofNanos(9))).isFalse();
    assertThat(time.nanoTime()).isEqualTo(19);
    assertThat(time.runUntil(() -> time.nanoTime() == 20, Duration.ZERO)).isFalse();
    assertThat(time.runUntil(() -> true, Duration.ZERO)).isTrue();
  }

  @Test
  void aTaskThatArmsItselfForEverIsFoundOut() {
    Scheduler.Timer[] self = new Scheduler.Timer[1];
    self[0] = time.timer(() -> self[0].arm(time.nanoTime() + 1));
    self[0].arm(0);

    assertThatThrownBy(() -> time.runUntilIdle(1000))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("1000");
    assertThat(time.nanoTime()).isEqualTo(999);
  }

  @Test
  void timeThatStandsStillIsFoundOut() {
    Scheduler.Timer[] self = new Scheduler.Timer[1];
    self[0] = time.timer(() -> self[0].arm(time.nanoTime()));
    self[0].arm(7);

    assertThatThrownBy(() -> time.runFor(Duration.ofSeconds(1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("stands still at 7 ns");
  }

  @Test
  void whatATaskThrowsComesOutAndTheOthersStillRun() {
    time.timer(
            () -> {
              throw new UnsupportedOperationException("mine");
            })
        .arm(1);
    logger("next").arm(2);

    assertThatThrownBy(time::runUntilIdle).isInstanceOf(UnsupportedOperationException.class);
    time.runUntilIdle();

    assertThat(log).containsExactly("next@2");
  }

  @Test
  void aTaskMayNotRunOthers() {
    time.timer(time::runNext).arm(1);

    assertThatThrownBy(time::runNext).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anotherThreadIsTurnedAway() throws Exception {
    Scheduler.Timer timer = logger("a");
    FutureTask<Void> other =
        new FutureTask<>(
            () -> {
              assertThatThrownBy(time::nanoTime).isInstanceOf(IllegalStateException.class);
              assertThatThrownBy(() -> timer.arm(1)).isInstanceOf(IllegalStateException.class);
              assertThatThrownBy(timer::cancel).isInstanceOf(IllegalStateException.class);
              assertThatThrownBy(time::runNext).isInstanceOf(IllegalStateException.class);
            },
            null);
    Thread.ofPlatform().start(other);
    other.get();
  }

  @Test
  void whoWaitsRunsTheTasksUntilOneOfThemWakesIt() {
    List<Long> ran = new ArrayList<>();
    time.timer(() -> ran.add(time.nanoTime())).arm(10);
    time.timer(() -> time.unpark(Thread.currentThread())).arm(20);
    time.timer(() -> ran.add(time.nanoTime())).arm(30);

    time.park(this, 100);
    assertThat(ran).containsExactly(10L);
    assertThat(time.nanoTime()).isEqualTo(20);
    time.park(this, 100);
    assertThat(ran).containsExactly(10L, 30L);
    assertThat(time.nanoTime()).isEqualTo(120);
  }

  @Test
  void whoWasWokenBeforeDoesNotWait() {
    time.unpark(Thread.currentThread());
    time.park(this, Long.MAX_VALUE);
    assertThat(time.nanoTime()).isZero();
  }

  @Test
  void aWaitThatNothingCanEndIsAMistakeAndSoIsOneInATask() {
    assertThatThrownBy(() -> time.park(this, Long.MAX_VALUE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("waits for ever: nothing is left that could happen");
    time.timer(() -> time.park(this, 5)).arm(1);
    assertThatThrownBy(time::runUntilIdle)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("may not wait");
  }

  @Test
  void whoIsGivenTheTimeHasItAlone() throws Exception {
    long[] seen = new long[1];
    Thread other =
        Thread.ofPlatform()
            .unstarted(
                () -> {
                  time.runFor(Duration.ofNanos(7));
                  seen[0] = time.nanoTime();
                });
    time.handTo(other);
    assertThatThrownBy(time::nanoTime).isInstanceOf(IllegalStateException.class);
    other.start();
    other.join();
    assertThat(seen[0]).isEqualTo(7);
  }

  /// The heap against a plain sorted list, over random armings, moves and cancellations.
  @Test
  void manyTimersKeepTheirOrder() {
    SplittableRandom random = new SplittableRandom(42);
    List<Scheduler.Timer> timers = new ArrayList<>();
    List<Integer> ran = new ArrayList<>();
    List<int[]> armed = new ArrayList<>(); // {timer, instant} in order of arming
    for (int i = 0; i < 200; i++) {
      int number = i;
      timers.add(time.timer(() -> ran.add(number)));
    }
    for (int step = 0; step < 5000; step++) {
      int number = random.nextInt(timers.size());
      armed.removeIf(entry -> entry[0] == number);
      if (random.nextInt(4) == 0) {
        timers.get(number).cancel();
      } else {
        int at = random.nextInt(50);
        timers.get(number).arm(at);
        armed.add(new int[] {number, at});
      }
    }

    time.runUntilIdle();

    armed.sort((x, y) -> Integer.compare(x[1], y[1])); // stable
    assertThat(ran).containsExactlyElementsOf(armed.stream().map(entry -> entry[0]).toList());
    assertThat(ran).hasSizeGreaterThan(100);
  }
}
