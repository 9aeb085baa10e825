package io.tcp4j.testkit.explore;

import io.tcp4j.tcp.model.State;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that one host has had, one after the other, and by what initial sequence number their SYNs
/// are told apart.
final class Incarnations {
  private final Role role;
  private final Deque<Incarnation> all = new ArrayDeque<>();
  private final Map<Integer, Incarnation> numbered = new HashMap<>();

  Incarnations(Role role) {
    this.role = role;
    begin();
  }

  /// The present one, or the last.
  Incarnation current() {
    return all.getLast();
  }

  /// Whose SYN has this number; null for nobody's.
  @Nullable Incarnation numbered(int iss) {
    return numbered.get(iss);
  }

  /// A SYN of the present one leaves.
  void syn(int iss) {
    Incarnation same = numbered.putIfAbsent(iss, current());
    Violation.unless(
        same == null || same == current(), "each connection has an ISS of its own", role);
  }

  /// Follows a transition of the state diagram to the incarnation that goes on with it.
  void follow(State from, State to) {
    if (from == State.SYN_RECEIVED && to == State.TIME_WAIT) {
      // what came out of TIME-WAIT has come to nothing (RFC 9293 §3.6.1)
      all.removeLast();
    } else if (begins(from, to)) {
      begin();
    }
  }

  private static boolean begins(State from, State to) {
    return switch (from) {
      case CLOSED -> true;
      case TIME_WAIT -> to != State.CLOSED;
      case SYN_RECEIVED -> to == State.LISTEN;
      case LISTEN, SYN_SENT, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, CLOSING, LAST_ACK ->
          false;
    };
  }

  /// Another one begins.
  void begin() {
    int offset = (role == Role.CLIENT ? 1 : 5) + 17 * all.size();
    all.add(new Incarnation(new OctetStream(offset)));
  }
}
