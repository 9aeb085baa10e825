package io.tcp4j.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemSchedulerTest {
  private static final long SECOND = 1_000_000_000;
  private static final long MILLI = 1_000_000;

  private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
  private final SystemScheduler scheduler =
      new SystemScheduler("tcp4j-test", (thread, thrown) -> events.add(thrown));

  @AfterEach
  void end() {
    scheduler.close();
  }

  private Object nextEvent() throws InterruptedException {
    return events.poll(10, TimeUnit.SECONDS);
  }

  /// Keeps the scheduler's thread busy until the returned barrier is met, so that what is armed in
  /// between is all there before any of it runs.
  private CyclicBarrier busy() throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(2);
    CountDownLatch started = new CountDownLatch(1);
    scheduler
        .timer(
            () -> {
              started.countDown();
              try {
                barrier.await(10, TimeUnit.SECONDS);
              } catch (Exception e) {
                events.add(e);
              }
            })
        .arm(0);
    assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
    return barrier;
  }

  @Test
  void tasksRunByInstantAndThenByTheOrderOfArming() throws Exception {
    Scheduler.Timer a = scheduler.timer(() -> events.add("a"));
    Scheduler.Timer b = scheduler.timer(() -> events.add("b"));
    Scheduler.Timer c = scheduler.timer(() -> events.add("c"));
    CyclicBarrier barrier = busy();
    long now = scheduler.nanoTime();
    c.arm(now + 2 * MILLI);
    b.arm(now + MILLI);
    a.arm(now + 2 * MILLI);
    barrier.await(10, TimeUnit.SECONDS);

    assertThat(List.of(nextEvent(), nextEvent(), nextEvent())).containsExactly("b", "c", "a");
    assertThat(scheduler.nanoTime()).isGreaterThanOrEqualTo(now + 2 * MILLI);
  }

  @Test
  void noTaskRunsBeforeItsTime() throws Exception {
    AtomicLong ran = new AtomicLong();
    Scheduler.Timer timer =
        scheduler.timer(
            () -> {
              ran.set(scheduler.nanoTime());
              events.add("ran");
            });
    for (int i = 0; i < 50; i++) {
      long at = scheduler.nanoTime() + i * 20_000L;
      timer.arm(at);
      assertThat(nextEvent()).isEqualTo("ran");
      assertThat(ran.get()).isGreaterThanOrEqualTo(at);
    }
  }

  @Test
  void anEarlierArmingWakesAThreadThatSleepsForALaterOne() throws Exception {
    Scheduler.Timer far = scheduler.timer(() -> events.add("far"));
    far.arm(scheduler.nanoTime() + 3600 * SECOND);
    for (int i = 0; i < 200; i++) { // whether it sleeps already, or is about to
      scheduler.timer(() -> events.add("near")).arm(scheduler.nanoTime() + i * 1000L);
      assertThat(nextEvent()).isEqualTo("near");
    }
  }

  @Test
  void armingAgainReplaces() throws Exception {
    Scheduler.Timer timer = scheduler.timer(() -> events.add("once"));
    Scheduler.Timer last = scheduler.timer(() -> events.add("last"));
    CyclicBarrier barrier = busy();
    long now = scheduler.nanoTime();
    timer.arm(now);
    timer.arm(now + 3600 * SECOND);
    timer.arm(now + MILLI);
    last.arm(now + 2 * MILLI);
    barrier.await(10, TimeUnit.SECONDS);

    assertThat(List.of(nextEvent(), nextEvent())).containsExactly("once", "last");
  }

  @Test
  void aCancelledTimerDoesNotRun() throws Exception {
    Scheduler.Timer cancelled = scheduler.timer(() -> events.add("cancelled"));
    Scheduler.Timer last = scheduler.timer(() -> events.add("last"));
    CyclicBarrier barrier = busy();
    cancelled.arm(0);
    last.arm(1);
    cancelled.cancel();
    barrier.await(10, TimeUnit.SECONDS);

    assertThat(nextEvent()).isEqualTo("last");
  }

  @Test
  void aTaskMayArmItself() throws Exception {
    Scheduler.Timer[] self = new Scheduler.Timer[1];
    int[] runs = {0};
    self[0] =
        scheduler.timer(
            () -> {
              if (++runs[0] == 1000) {
                events.add("done");
              } else {
                self[0].arm(scheduler.nanoTime() + 1000);
              }
            });
    self[0].arm(0);

    assertThat(nextEvent()).isEqualTo("done");
  }

  @Test
  void aTaskThatThrowsIsReportedAndTheNextOneRuns() throws Exception {
    IllegalStateException thrown = new IllegalStateException("mine");
    scheduler
        .timer(
            () -> {
              throw thrown;
            })
        .arm(0);
    assertThat(nextEvent()).isSameAs(thrown);

    scheduler.timer(() -> events.add("next")).arm(0);

    assertThat(nextEvent()).isEqualTo("next");
  }

  @Test
  void aHandlerThatThrowsDoesNotEndTheThread() throws Exception {
    try (SystemScheduler unlucky =
        new SystemScheduler(
            "tcp4j-test",
            (thread, thrown) -> {
              throw new IllegalStateException(thrown);
            })) {
      unlucky
          .timer(
              () -> {
                throw new IllegalStateException();
              })
          .arm(0);
      unlucky.timer(() -> events.add("next")).arm(1);

      assertThat(nextEvent()).isEqualTo("next");
    }
  }

  @Test
  void tasksRunOnOneDaemonPlatformThread() throws Exception {
    scheduler.timer(() -> events.add(Thread.currentThread())).arm(0);

    Thread thread = (Thread) nextEvent();

    assertThat(thread.getName()).isEqualTo("tcp4j-test");
    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.isVirtual()).isFalse();
  }

  @Test
  void anInterruptedThreadStillSleeps() throws Exception {
    scheduler
        .timer(
            () -> {
              Thread.currentThread().interrupt();
              events.add(Thread.currentThread());
            })
        .arm(0);
    Thread thread = (Thread) nextEvent();

    scheduler.timer(() -> events.add(Thread.currentThread().isInterrupted())).arm(1);

    assertThat(nextEvent()).isEqualTo(false);
    assertThat(thread.isAlive()).isTrue();
  }

  @Test
  void closingEndsTheThreadAndForgetsTheTimers() throws Exception {
    scheduler.timer(() -> events.add(Thread.currentThread())).arm(0);
    Thread thread = (Thread) nextEvent();
    Scheduler.Timer timer = scheduler.timer(() -> events.add("late"));
    timer.arm(scheduler.nanoTime() + 3600 * SECOND);

    scheduler.close();
    scheduler.close();
    timer.arm(0);

    assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    assertThat(events).isEmpty();
  }

  @Test
  void timeStartsAtZeroAndTheWallClockIsTheWallClock() {
    long first = scheduler.nanoTime();
    assertThat(first).isBetween(0L, 600 * SECOND);
    assertThat(scheduler.nanoTime()).isGreaterThanOrEqualTo(first);
    Instant epoch = Instant.ofEpochSecond(0, scheduler.epochNanos());
    assertThat(Duration.between(epoch, Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
  }

  /// Four threads arm at random what one thread runs; in the end everything armed last has run.
  @Test
  void manyThreadsArmAtOnce() throws Exception {
    CountDownLatch done = new CountDownLatch(4);
    for (int t = 0; t < 4; t++) {
      AtomicLong runs = new AtomicLong();
      Scheduler.Timer timer = scheduler.timer(runs::incrementAndGet);
      CountDownLatch last = new CountDownLatch(1);
      Scheduler.Timer end = scheduler.timer(last::countDown);
      Thread.ofPlatform()
          .daemon()
          .start(
              () -> {
                for (int i = 0; i < 20_000; i++) {
                  timer.arm(scheduler.nanoTime() + i % 3 * 10_000L);
                }
                end.arm(scheduler.nanoTime() + MILLI);
                try {
                  if (last.await(10, TimeUnit.SECONDS) && runs.get() > 0) {
                    done.countDown();
                  }
                } catch (InterruptedException e) {
                  events.add(e);
                }
              });
    }

    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(events).isEmpty();
  }
}
