package io.tcp4j.tcp.model;

import io.tcp4j.wire.Segment;

/// Sees what a connection does, and why.
///
/// Called synchronously by the engine, inside the connection's lock: an observer must be quick,
/// must not call back and must not keep the segment. An observer shared by connections of several
/// threads must be thread-safe.
public interface TcpObserver {
  /// Looks away.
  TcpObserver NONE = new TcpObserver() {};

  /// A transition of the state diagram.
  default void stateChanged(FourTuple connection, State from, Event event, State to) {}

  /// A segment was handed to IP.
  default void segmentSent(FourTuple connection, Segment segment, SendCause cause) {}

  /// The connection is over.
  ///
  /// @param unread bytes that had arrived in order and that the local user never read
  default void ended(FourTuple connection, Ending ending, long unread) {}
}
