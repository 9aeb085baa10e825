package io.tcp4j.tcp.model;

import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Segment;

/// A connection's event log as it is written: sees what a connection does, and why.
///
/// Called synchronously by the engine, in the thread that made it act and inside the connection's
/// lock: an observer must be quick, must not throw, must not call back and must not keep a segment.
/// One that is shared by connections of several threads must be thread-safe.
///
/// For one event of RFC 9293 §3.10 the calls come in this order: the segment that arrived, if it is
/// one; then, as they happen, what was dropped, which states were entered, what was sent and how
/// much, and in segments of which size, it may be from now on; at last how the connection ended.
/// {@link Trigger} names the event.
public interface TcpObserver {
  /// Looks away.
  TcpObserver NONE = new TcpObserver() {};

  /// Lets any number look, one after the other.
  static TcpObserver all(TcpObserver... observers) {
    return switch (observers.length) {
      case 0 -> NONE;
      case 1 -> observers[0];
      default -> new Observers(observers);
    };
  }

  /// A segment arrived for the connection, or for the listener or CLOSED where there is none; it is
  /// about to be processed.
  ///
  /// @param segment as decoded; the low 32 bits of its numbers are the wire's
  default void segmentArrived(FourTuple connection, Segment segment) {}

  /// The segment that arrived last, or the part of it outside of the window, was dropped.
  default void segmentDropped(FourTuple connection, DropReason reason) {}

  /// A transition of the state diagram.
  default void stateChanged(
      FourTuple connection, State from, Event event, State to, Trigger trigger) {}

  /// A segment was handed to IP: every one, be it new, a retransmission ({@link
  /// SendCause#retransmission()}) or a RST.
  ///
  /// @param segment the low 32 bits of its numbers are the wire's
  /// @param cause the rule that asks for it
  /// @param trigger what made the rule apply just now
  default void segmentSent(
      FourTuple connection, Segment segment, SendCause cause, Trigger trigger) {}

  /// The congestion window became smaller.
  ///
  /// @param reason why
  /// @param window cwnd from now on, in bytes
  /// @param threshold ssthresh from now on, in bytes; `Long.MAX_VALUE` before the first loss
  /// @param trigger what made the rule apply just now
  default void windowReduced(
      FourTuple connection, WindowReduction reason, long window, long threshold, Trigger trigger) {}

  /// The connection has met with something, and lives on.
  ///
  /// @param trouble what
  /// @param trigger what made it known
  default void troubled(FourTuple connection, Trouble trouble, Trigger trigger) {}

  /// The connection thinks otherwise of its path MTU.
  ///
  /// @param reason why
  /// @param mtu the path MTU from now on, in bytes
  /// @param mss the effective send MSS from now on, in bytes
  /// @param trigger what made the rule apply just now
  default void pathMtuChanged(
      FourTuple connection, PathMtuChange reason, int mtu, int mss, Trigger trigger) {}

  /// The connection is over.
  ///
  /// After {@link Ending#RESET} the peer may have aborted, or may have closed without having read
  /// all that we sent: its RST does not say which. `unacknowledged` is what its TCP surely did not
  /// take; of the rest, its application may have seen any part.
  ///
  /// @param ending how
  /// @param unread bytes that had arrived in order and that the local user never read
  /// @param unacknowledged bytes that the local user sent and the peer's TCP never acknowledged
  /// @param trigger what ended it
  default void ended(
      FourTuple connection, Ending ending, long unread, long unacknowledged, Trigger trigger) {}
}
