package io.tcp4j.cli.host;

import java.io.IOException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/// Things to undo, the last one first, whatever happens to the others. Thread-safe.
final class Closer {
  private final Deque<Step> steps = new ConcurrentLinkedDeque<>();

  /// One thing to undo.
  interface Step {
    void undo() throws IOException;
  }

  void onClose(Step step) {
    steps.push(step);
  }

  /// Undoes everything, once.
  ///
  /// @throws IOException the first there was
  void close() throws IOException {
    IOException failure = null;
    for (Step step = steps.poll(); step != null; step = steps.poll()) {
      failure = first(failure, step);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static @Nullable IOException first(@Nullable IOException failure, Step step) {
    try {
      step.undo();
      return failure;
    } catch (IOException e) {
      return failure == null ? e : failure;
    }
  }
}
