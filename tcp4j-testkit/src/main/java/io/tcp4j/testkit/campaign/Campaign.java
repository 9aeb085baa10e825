package io.tcp4j.testkit.campaign;

import io.tcp4j.testkit.network.SimulatedNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/// Plays many seeds, each in a network of its own, on as many threads as wanted.
public final class Campaign {
  /// Each so many seeds one is played twice, and must be the same run to the byte.
  private static final int REPLAYED = 64;

  private final LongFunction<SeedResult> player;
  private final int threads;

  /// Makes a campaign.
  ///
  /// @param profile what goes wrong
  /// @param threads how many seeds are played at a time, 1 or more
  public Campaign(Profile profile, int threads) {
    this(seed -> Conversations.play(seed, profile, null), threads);
  }

  Campaign(LongFunction<SeedResult> player, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads " + threads + " is below 1");
    }
    this.player = player;
    this.threads = threads;
  }

  /// Plays one seed, with all that is known of it.
  ///
  /// @param seed which
  /// @param profile what goes wrong
  /// @param watcher gets the network when its run is over, for its trace
  public static SeedResult play(long seed, Profile profile, Consumer<SimulatedNetwork> watcher) {
    return Conversations.play(seed, profile, watcher);
  }

  /// Plays seeds. Whatever a seed throws is its failure, and all others are played.
  ///
  /// @param first the first
  /// @param last the last
  /// @param listener is told of each when it is done; by several threads, but one at a time
  /// @throws InterruptedException if the thread was interrupted; seeds that have begun are finished
  public void run(long first, long last, Consumer<SeedResult> listener)
      throws InterruptedException {
    var next = new AtomicLong(first);
    var lock = new Object();
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(
            workers.submit(
                () -> {
                  long seed;
                  while ((seed = next.getAndIncrement()) <= last) {
                    SeedResult result = playOrFail(seed);
                    synchronized (lock) {
                      listener.accept(result);
                    }
                  }
                }));
      }
      for (Future<?> worker : all) {
        worker.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      next.set(Long.MAX_VALUE / 2);
    }
  }

  private SeedResult playOrFail(long seed) {
    try {
      return playAndRepeat(seed);
    } catch (RuntimeException | Error e) {
      return new SeedResult(seed, 0, "", e.toString());
    }
  }

  private SeedResult playAndRepeat(long seed) {
    SeedResult result = player.apply(seed);
    if (result.failure() != null || seed % REPLAYED != 0) {
      return result;
    }
    SeedResult again = player.apply(seed);
    return again.digest().equals(result.digest())
        ? result
        : new SeedResult(
            seed, result.connections(), result.digest(), "a second run was another run");
  }
}
