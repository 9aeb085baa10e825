package io.tcp4j.testkit.time;

import java.util.Collection;
import java.util.List;

/// What threads of a simulation have thrown and nobody has asked for.
///
/// @param failed those threads, in the order in which they were started
record UnseenFailures(List<? extends Task<?>> failed) {
  static UnseenFailures of(Collection<? extends Task<?>> tasks) {
    return new UnseenFailures(tasks.stream().filter(task -> task.unseenFailure() != null).toList());
  }

  /// Returns an exception that says so first, if there is any, and then what else there is to say.
  ///
  /// @param message an empty string for nothing
  IllegalStateException with(String message) {
    if (failed.isEmpty()) {
      return new IllegalStateException(message);
    }
    Task<?> one = failed.getFirst();
    String others = failed.size() == 1 ? "" : ", and %d more".formatted(failed.size() - 1);
    var exception =
        new IllegalStateException(
            "thread %s failed: %s%s%s"
                .formatted(
                    one.name(),
                    one.unseenFailure(),
                    others,
                    message.isEmpty() ? "" : System.lineSeparator() + message),
            one.unseenFailure());
    failed.stream().skip(1).forEach(task -> exception.addSuppressed(task.unseenFailure()));
    return exception;
  }

  /// Throws it, if there is any.
  void complain() {
    if (!failed.isEmpty()) {
      throw with("");
    }
  }
}
