package io.tcp4j.stack.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.link.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerServiceTest {
  private final VirtualTime time = new VirtualTime();
  private final TimerService timers = new TimerService(time);
  private final List<String> fired = new ArrayList<>();

  private final class Entry extends TimerEntry {
    private final String name;

    Entry(String name) {
      this.name = name;
    }

    @Override
    protected void expired(long now) {
      assertThat(now).isEqualTo(time.nanoTime());
      fired.add(name + "@" + now);
    }
  }

  @Test
  void entriesFireInTheOrderOfTheirDeadlinesAndThenOfQueueing() {
    timers.atLatest(new Entry("late"), 30);
    timers.atLatest(new Entry("first"), 10);
    timers.atLatest(new Entry("second"), 10);
    time.runUntilIdle();
    assertThat(fired).containsExactly("first@10", "second@10", "late@30");
    assertThat(timers.size()).isZero();
  }

  @Test
  void aDeadlineMovesEarlierButNotLater() {
    Entry entry = new Entry("x");
    timers.atLatest(entry, 20);
    timers.atLatest(entry, 10);
    timers.atLatest(entry, 30);
    assertThat(timers.size()).isEqualTo(1);
    time.runUntilIdle();
    assertThat(fired).containsExactly("x@10");
  }

  @Test
  void anEntryMayQueueItselfAgain() {
    TimerEntry everyTen =
        new TimerEntry() {
          @Override
          protected void expired(long now) {
            fired.add("@" + now);
            timers.atLatest(this, now + 10);
          }
        };
    timers.atLatest(everyTen, 10);
    time.runFor(Duration.ofNanos(35));
    assertThat(fired).containsExactly("@10", "@20", "@30");
  }

  @Test
  void anEntryThatIsAlwaysDueDoesNotStarveTheOthers() {
    TimerEntry always =
        new TimerEntry() {
          @Override
          protected void expired(long now) {
            if (fired.size() < 5) {
              fired.add("always");
              timers.atLatest(this, now);
            }
          }
        };
    timers.atLatest(always, 10);
    timers.atLatest(new Entry("other"), 10);
    time.runUntilIdle();
    assertThat(fired).startsWith("always", "other@10", "always");
  }

  @Test
  void aRetiredEntryNeverFiresAgain() {
    Entry entry = new Entry("x");
    timers.atLatest(entry, 10);
    timers.retire(entry);
    timers.atLatest(entry, 20);
    time.runUntilIdle();
    assertThat(fired).isEmpty();
    assertThat(timers.size()).isZero();
  }

  @Test
  void theHeapKeepsItsOrderThroughManyChanges() {
    Random random = new Random(11);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      entries.add(new Entry("e" + i));
    }
    for (int i = 0; i < 20_000; i++) {
      timers.atLatest(entries.get(random.nextInt(1000)), 1 + random.nextInt(1_000_000));
    }
    for (int i = 0; i < 300; i++) {
      timers.retire(entries.get(i));
    }
    time.runUntilIdle();
    assertThat(fired).hasSize(700);
    List<Long> instants = fired.stream().map(f -> Long.valueOf(f.split("@", -1)[1])).toList();
    assertThat(instants).isSorted();
  }
}
