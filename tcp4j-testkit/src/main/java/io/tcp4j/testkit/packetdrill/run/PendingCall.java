package io.tcp4j.testkit.packetdrill.run;

import io.tcp4j.testkit.packetdrill.call.Progress;
import io.tcp4j.testkit.packetdrill.call.Reply;
import io.tcp4j.testkit.packetdrill.script.Event;
import io.tcp4j.testkit.packetdrill.script.Expression;
import org.jspecify.annotations.Nullable;

/// The one call that may be waiting while the script goes on.
final class PendingCall {
  private static final long PATIENCE = 1_000_000_000;

  private final Timeline timeline;
  private Event.@Nullable Call call;
  private @Nullable Progress progress;
  private Timeline.@Nullable Slot slot;
  private long started;

  PendingCall(Timeline timeline) {
    this.timeline = timeline;
  }

  /// A call begins; it may be done at once.
  void begin(Event.Call call, Progress progress, Timeline.Slot slot) {
    this.call = call;
    this.progress = progress;
    this.slot = slot;
    started = slot.from();
    attempt(started);
  }

  boolean done() {
    return progress == null;
  }

  /// The last moment at which it is worth waiting for.
  long latest() {
    Timeline.Slot of = slot;
    return of == null ? 0 : Math.max(of.end(), of.from()) + PATIENCE;
  }

  /// Lets the call go on, and checks it when it is done.
  void attempt(long now) {
    Progress waiting = progress;
    Event.Call what = call;
    Timeline.Slot when = slot;
    if (waiting == null || what == null || when == null) {
      return;
    }
    Reply reply = waiting.attempt();
    if (reply == null) {
      return;
    }
    progress = null;
    check(what, reply);
    if (when.blocks()) {
      long end = when.end();
      timeline.check(what.name() + " returned", new Timeline.Slot(end, end, end, false), now);
    }
  }

  /// Waits for the call before another begins.
  void await(Runnable run) {
    if (done()) {
      return;
    }
    run.run();
    Event.Call what = call;
    if (!done() && what != null) {
      throw new ScriptFailure(what.name() + " of line " + what.place().line() + " never returned");
    }
  }

  private static void check(Event.Call call, Reply reply) {
    if (!reply.difference().isEmpty()) {
      throw new ScriptFailure(call.name() + ": " + reply.difference());
    }
    long wanted =
        switch (call.result().orElse(new Expression.Anything())) {
          case Expression.Literal(long value) -> value;
          default -> reply.value();
        };
    if (wanted != reply.value() || !(call.error().equals(reply.error()) || wanted >= 0)) {
      throw new ScriptFailure(
          "%s returned %s instead of %s"
              .formatted(
                  call.name(), text(reply.value(), reply.error()), text(wanted, call.error())));
    }
  }

  private static String text(long value, String error) {
    return error.isEmpty() ? String.valueOf(value) : value + " " + error;
  }
}
