package io.tcp4j.tcp.model;

/// What a listener allows: the limits of its SYN queue and of its accept queue.
///
/// Asked by connections of several threads, so an implementation must be thread-safe and must take
/// no lock that is held while a connection is entered.
public interface AcceptGate {
  /// A SYN arrived: may one more connection begin? A true answer counts it as half-open.
  boolean mayBegin();

  /// The handshake is complete: is there room for one more that waits to be accepted? A true answer
  /// takes the room and ends the connection's time as half-open.
  boolean mayComplete();

  /// A half-open connection is gone without having been completed.
  void gone();
}
