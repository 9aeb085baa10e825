package io.tcp4j.testkit.time;

import java.util.Arrays;
import java.util.List;

/// Says of a thread where it is, for people: which call of ours it is in, and who made it.
final class RollCall {
  private static final int SHOWN_FRAMES = 3;

  private static final List<String> OURS =
      List.of(
          "io.tcp4j.testkit.time.",
          "io.tcp4j.testkit.network.",
          "io.tcp4j.nio.",
          "io.tcp4j.stack.",
          "io.tcp4j.link.");

  private static final List<String> PLATFORM = List.of("java.", "javax.", "jdk.", "sun.");

  private RollCall() {}

  /// Where a thread is, as in `in TcpSocket.read at com.example.EchoTest.echo(EchoTest.java:41)`.
  static String whereabouts(Thread thread) {
    StackTraceElement[] frames = thread.getStackTrace();
    int caller = 0;
    while (caller < frames.length && (is(frames[caller], OURS) || is(frames[caller], PLATFORM))) {
      caller++;
    }
    String call = "";
    for (int i = caller - 1; i >= 0 && call.isEmpty(); i--) {
      if (is(frames[i], OURS)) {
        call = "in " + simpleName(frames[i]) + "." + frames[i].getMethodName();
      }
    }
    List<String> callers =
        Arrays.stream(frames)
            .skip(caller)
            .filter(frame -> !is(frame, PLATFORM))
            .limit(SHOWN_FRAMES)
            .map(RollCall::text)
            .toList();
    if (callers.isEmpty()) {
      return frames.length == 0 ? "not begun" : call.isEmpty() ? "at " + text(frames[0]) : call;
    }
    return (call + " at " + String.join(", ", callers)).strip();
  }

  private static boolean is(StackTraceElement frame, List<String> packages) {
    return packages.stream().anyMatch(frame.getClassName()::startsWith);
  }

  private static String simpleName(StackTraceElement frame) {
    return frame.getClassName().substring(frame.getClassName().lastIndexOf('.') + 1);
  }

  /// Without the module, which nobody asks for.
  private static String text(StackTraceElement frame) {
    return "%s.%s(%s:%d)"
        .formatted(
            frame.getClassName(),
            frame.getMethodName(),
            frame.getFileName(),
            frame.getLineNumber());
  }
}
