package io.tcp4j.testkit.packetdrill.mutation;

import io.tcp4j.testkit.packetdrill.script.Event;
import io.tcp4j.testkit.packetdrill.script.EventTime;
import io.tcp4j.testkit.packetdrill.script.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/// Other results of calls, other errors, other values that they hand back.
final class CallMutations {
  /// The script chooses the numbers that these return.
  private static final Set<String> MAKE_DESCRIPTORS = Set.of("socket", "accept", "open", "dup");

  /// These hand back a number in their last argument but one, or their last.
  private static final Set<String> ASK = Set.of("getsockopt", "ioctl");

  private CallMutations() {}

  static void of(Event.Call call, long tolerance, BiConsumer<String, Event.Call> out) {
    if (call.result().orElse(null) instanceof Expression.Literal(long value)
        && !(MAKE_DESCRIPTORS.contains(call.name()) && value >= 0)) {
      long other = value < 0 ? 0 : value + 1;
      out.accept("returns " + other, with(call, call.time(), call.arguments(), other, ""));
      if (value < 0) {
        String error = call.error().equals("EPROTO") ? "EIO" : "EPROTO";
        out.accept("fails with " + error, with(call, call.time(), call.arguments(), value, error));
      }
    }
    if (ASK.contains(call.name())) {
      handedBack(call, out);
    }
    if (call.time().end().isPresent()) {
      EventTime time = TimeMutations.endingLater(call.time(), tolerance);
      out.accept(
          "returns later",
          new Event.Call(
              call.place(), time, call.name(), call.arguments(), call.result(), call.error()));
    }
  }

  private static void handedBack(Event.Call call, BiConsumer<String, Event.Call> out) {
    for (int i = 0; i < call.arguments().size(); i++) {
      if (call.arguments().get(i) instanceof Expression.Array(List<Expression> elements)
          && elements.size() == 1
          && elements.getFirst() instanceof Expression.Literal(long value)
          && i == (call.name().equals("ioctl") ? 2 : 3)) {
        List<Expression> arguments = new ArrayList<>(call.arguments());
        arguments.set(i, new Expression.Array(List.of(new Expression.Literal(value + 1))));
        out.accept(
            "hands back " + (value + 1),
            new Event.Call(
                call.place(), call.time(), call.name(), arguments, call.result(), call.error()));
      }
    }
  }

  private static Event.Call with(
      Event.Call call, EventTime time, List<Expression> arguments, long result, String error) {
    return new Event.Call(
        call.place(),
        time,
        call.name(),
        arguments,
        Optional.of(new Expression.Literal(result)),
        error);
  }
}
