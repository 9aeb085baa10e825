package io.tcp4j.stack.log;

import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.PathMtuChange;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.StateDiagram;
import io.tcp4j.tcp.model.Trouble;
import io.tcp4j.tcp.model.WindowReduction;
import io.tcp4j.wire.DropReason;
import java.util.StringJoiner;

/// One thing that happened to a connection. Each says itself in words by [#toString].
public sealed interface Happening {

  /// A state was left for another.
  ///
  /// @param from the state that was left
  /// @param event why, as on the edge of the diagram
  /// @param to the state that was entered
  record StateChange(State from, Event event, State to) implements Happening {
    @Override
    public String rule() {
      return StateDiagram.edge(from, event, to).rule();
    }

    @Override
    public String toString() {
      return from + " → " + to + ": " + event;
    }
  }

  /// A segment was sent again.
  ///
  /// @param seq its sequence number, 0 to 2³²−1
  /// @param length bytes of its text
  /// @param cause what asked for it
  record Retransmission(long seq, int length, SendCause cause) implements Happening {
    @Override
    public String rule() {
      return cause.rule();
    }

    @Override
    public String toString() {
      return "sent again: seq " + seq + " len " + length + ": " + cause.text();
    }
  }

  /// The congestion window became smaller.
  ///
  /// @param reason why
  /// @param window cwnd from now on, in bytes
  /// @param threshold ssthresh from now on, in bytes; `Long.MAX_VALUE` before the first loss
  record WindowReduced(WindowReduction reason, long window, long threshold) implements Happening {
    @Override
    public String rule() {
      return reason.rule();
    }

    @Override
    public String toString() {
      return "congestion window reduced to " + window + " bytes: " + reason.text();
    }
  }

  /// The path MTU is thought to be another one.
  ///
  /// @param reason why
  /// @param mtu the path MTU from now on, in bytes
  /// @param mss the most text in one segment from now on, in bytes
  record PathMtuChanged(PathMtuChange reason, int mtu, int mss) implements Happening {
    @Override
    public String rule() {
      return reason.rule();
    }

    @Override
    public String toString() {
      return "path MTU " + mtu + ", send MSS " + mss + ": " + reason;
    }
  }

  /// The connection has met with something, and lives on.
  ///
  /// @param trouble what
  record Troubled(Trouble trouble) implements Happening {
    @Override
    public String rule() {
      return switch (trouble) {
        case Trouble.IcmpErrorArrived _ -> "RFC 9293 §3.9.2.2";
        case Trouble.ExcessiveRetransmission _ -> "RFC 9293 §3.8.3";
      };
    }

    @Override
    public String toString() {
      return trouble.toString();
    }
  }

  /// A RST was sent. If it ended the connection, an [End] follows that says what was lost.
  ///
  /// @param cause what asked for it: the user's abort, data that nobody will read, or a segment
  ///     that has no place here
  record ResetSent(SendCause cause) implements Happening {
    @Override
    public String rule() {
      return cause.rule();
    }

    @Override
    public String toString() {
      return "sent RST: " + cause.text();
    }
  }

  /// A RST arrived. Whether it was believed says what follows: an [End] or a [Drop].
  ///
  /// @param seq its sequence number, 0 to 2³²−1
  record ResetArrived(long seq) implements Happening {
    @Override
    public String rule() {
      return "";
    }

    @Override
    public String toString() {
      return "RST arrived: seq " + seq;
    }
  }

  /// The segment that arrived last, or part of it, was thrown away.
  ///
  /// @param reason why
  record Drop(DropReason reason) implements Happening {
    @Override
    public String rule() {
      return "";
    }

    @Override
    public String toString() {
      return "dropped: " + reason.text();
    }
  }

  /// The connection is over, or only TIME-WAIT is left of it.
  ///
  /// [Ending#ABORTED] and [Ending#DATA_LOST] are told apart here only: the peer gets a RST for
  /// both. What *its* RST meant ([Ending#RESET]) nobody can tell here.
  ///
  /// @param ending how
  /// @param unread bytes that had arrived and that the user here never read
  /// @param unacknowledged bytes that the user here sent and the peer's TCP never acknowledged
  record End(Ending ending, long unread, long unacknowledged) implements Happening {
    @Override
    public String rule() {
      return "";
    }

    @Override
    public String toString() {
      StringJoiner text = new StringJoiner("; ");
      text.add("ended: " + ending);
      if (unread > 0) {
        text.add(bytes(unread) + " arrived and never read");
      }
      if (unacknowledged > 0) {
        text.add(bytes(unacknowledged) + " sent and never acknowledged");
      }
      return text.toString();
    }

    private static String bytes(long n) {
      return n == 1 ? "1 byte" : n + " bytes";
    }
  }

  /// Returns where the rule stands that was followed, such as `RFC 6298 §5.4`; empty where none has
  /// to be named.
  String rule();
}
