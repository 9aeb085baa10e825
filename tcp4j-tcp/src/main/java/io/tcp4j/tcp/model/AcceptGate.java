package io.tcp4j.tcp.model;

/// What a listener allows: the limits of its SYN queue and of its accept queue.
///
/// Asked by connections of several threads, so an implementation must be thread-safe and must take
/// no lock that is held while a connection is entered.
public interface AcceptGate {
  /// A SYN arrived: may one more connection begin? A true answer counts it as half-open.
  ///
  /// @param synQueue how many half-open connections there may be, {@link TcpConfig#synQueue()}
  boolean mayBegin(int synQueue);

  /// A SYN arrived that is to be answered and forgotten: is there room for one more that waits to
  /// be accepted? If there is none, the ACK of the answer would be lost, and not asked for again.
  boolean acceptsMore();

  /// A handshake is complete: is there room for one more that waits to be accepted? A true answer
  /// takes the room.
  boolean mayComplete();

  /// A connection that has begun is half-open no longer: complete, or gone.
  void leave();
}
