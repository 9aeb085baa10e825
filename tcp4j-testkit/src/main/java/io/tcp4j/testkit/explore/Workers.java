package io.tcp4j.testkit.explore;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Explores parts of a whole, several at a time, until all are done or one has found something.
final class Workers {
  private final int threads;
  private final Explorer.Progress progress;

  Workers(int threads, Explorer.Progress progress) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads " + threads + " is below 1");
    }
    this.threads = threads;
    this.progress = progress;
  }

  Exploration explore(List<Supplier<Exploration>> parts) throws InterruptedException {
    var coverage = new Coverage();
    long runs = 0;
    long moves = 0;
    @Nullable CounterExample found = null;
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      var done = new ExecutorCompletionService<Exploration>(workers);
      parts.forEach(part -> done.submit(part::get));
      for (int i = 0; i < parts.size() && found == null; i++) {
        Exploration part = done.take().get();
        coverage.add(part.coverage());
        runs += part.runs();
        moves += part.moves();
        found = part.counterExample();
        progress.at(i + 1, parts.size(), runs);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      workers.shutdownNow(); // what has begun is finished, for nobody
    }
    return new Exploration(runs, moves, coverage, found);
  }
}
