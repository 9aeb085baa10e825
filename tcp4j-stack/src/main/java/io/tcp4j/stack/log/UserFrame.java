package io.tcp4j.stack.log;

import org.jspecify.annotations.Nullable;

/// Finds the line of the user's own code from which a call came.
final class UserFrame {
  /// What may lie between that line and the engine.
  private static final String[] BETWEEN = {
    "io.tcp4j.stack.", "io.tcp4j.tcp.", "io.tcp4j.link.", "java.", "jdk.", "sun."
  };

  private final StackWalker walker = StackWalker.getInstance();

  /// Returns the innermost frame of the calling thread that is neither ours nor the JDK's.
  ///
  /// @return null if there is none
  @Nullable StackTraceElement find() {
    return walker.walk(
        frames ->
            frames
                .filter(frame -> isUsers(frame.getClassName()))
                .findFirst()
                .map(StackWalker.StackFrame::toStackTraceElement)
                .orElse(null));
  }

  private static boolean isUsers(String className) {
    for (String prefix : BETWEEN) {
      if (className.startsWith(prefix)) {
        return false;
      }
    }
    return true;
  }
}
