package io.tcp4j.testkit.explore;

import io.tcp4j.tcp.TcpConnection;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.State;

/// The user of one host, who writes the octets of a stream, and knows which ones to expect.
final class User {
  private static final int READ = 4_096;

  private final Role role;
  private final int chunk;
  private final Host host;
  private final Incarnations incarnations;
  private final byte[] buffer = new byte[READ];

  /// Whether the connection is one that a listener made, and not accepted yet.
  private boolean offered;

  private boolean inputClosed;

  User(Role role, Bounds bounds, Host host, Incarnations incarnations) {
    this.role = role;
    chunk = 2 * bounds.maximumMessageSize();
    this.host = host;
    this.incarnations = incarnations;
  }

  /// A listener has made a connection for this user.
  void isOffered() {
    offered = true;
  }

  /// Whether the user has closed both directions.
  boolean hasClosed() {
    return inputClosed;
  }

  /// Whether this call could be made now, and would do something.
  boolean can(UserCall call, long now) {
    if (call == UserCall.OPEN || call == UserCall.LISTEN) {
      return host.mayOpen(call, now);
    }
    TcpConnection present = host.connection();
    if (present == null || (offered && present.state() == State.SYN_RECEIVED)) {
      return false; // a listener's user has a connection once it is accepted
    }
    return switch (call) {
      case LISTEN, OPEN -> false;
      case SEND -> maySend(present);
      case RECEIVE -> present.available() > 0;
      case CLOSE_OUTPUT -> mayClose(present);
      case CLOSE -> !inputClosed;
      case ABORT -> true;
    };
  }

  private static boolean maySend(TcpConnection connection) {
    return switch (connection.state()) {
      case LISTEN, SYN_SENT -> true;
      case CLOSED,
          SYN_RECEIVED,
          ESTABLISHED,
          FIN_WAIT_1,
          FIN_WAIT_2,
          CLOSE_WAIT,
          CLOSING,
          LAST_ACK,
          TIME_WAIT ->
          connection.writable() > 0;
    };
  }

  private static boolean mayClose(TcpConnection connection) {
    return switch (connection.state()) {
      case LISTEN, SYN_SENT, SYN_RECEIVED, ESTABLISHED, CLOSE_WAIT -> true;
      case CLOSED, FIN_WAIT_1, FIN_WAIT_2, CLOSING, LAST_ACK, TIME_WAIT -> false;
    };
  }

  /// Makes a call.
  void call(UserCall call, long now) {
    incarnations.current().gaveUp |= givesUp(call, host.state());
    switch (call) {
      case LISTEN -> opened().listen();
      case OPEN -> {
        TcpConnection listening = host.connection();
        (listening == null ? opened() : listening).open(now);
      }
      case SEND -> {
        OctetStream text = incarnations.current().text;
        text.wrote(Math.max(0, live().send(text.next(chunk), 0, chunk, now)));
      }
      case RECEIVE -> receive(live(), now);
      case CLOSE_OUTPUT -> live().shutdownOutput(now);
      case CLOSE -> {
        inputClosed = true;
        live().close(now);
      }
      case ABORT -> live().abort(now);
    }
    host.settle(now);
  }

  /// Whether text may be lost by this call: only CLOSE of the output keeps all, once there is a
  /// connection (RFC 9293 §3.10.4).
  private static boolean givesUp(UserCall call, State state) {
    return switch (call) {
      case LISTEN, OPEN, SEND, RECEIVE -> false;
      case CLOSE_OUTPUT -> state == State.SYN_SENT;
      case CLOSE, ABORT -> true;
    };
  }

  private TcpConnection opened() {
    offered = false;
    return host.create();
  }

  private TcpConnection live() {
    TcpConnection present = host.connection();
    if (present == null) {
      throw new IllegalStateException("the " + role + " has no connection");
    }
    return present;
  }

  private void receive(TcpConnection from, long now) {
    int length;
    while ((length = from.receive(buffer, 0, READ, now)) > 0) {
      peersText().reads(buffer, length);
    }
  }

  private OctetStream peersText() {
    Incarnation peer = incarnations.current().peer;
    if (peer == null) {
      throw new Violation("text comes from a peer: " + role);
    }
    return peer.text;
  }

  /// The connection is over: reads what is left.
  void leaves(TcpConnection over, long now) {
    Incarnation mine = incarnations.current();
    if (!inputClosed) {
      receive(over, now);
    }
    if (mine.ending == Ending.FIN && !mine.gaveUp) {
      OctetStream text = peersText();
      Violation.unless(text.allRead(), "who has the FIN has read all that was written", text);
    }
    offered = false;
    inputClosed = false;
  }
}
