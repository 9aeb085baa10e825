package io.tcp4j.tcp.model;

import io.tcp4j.wire.Endpoint;

/// The two sockets that name a connection (RFC 9293 §3.4.1), seen from this side.
///
/// @param local our address and port
/// @param remote the peer's address and port
public record FourTuple(Endpoint local, Endpoint remote) {
  /// The same connection as the peer names it.
  public FourTuple reversed() {
    return new FourTuple(remote, local);
  }

  @Override
  public String toString() {
    return local + " ↔ " + remote;
  }
}
