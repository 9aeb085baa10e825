package io.tcp4j.tcp.model;

/// An ICMP error about a connection, the same for both IP versions (RFC 9293 §3.9.2.2).
///
/// That a packet was too big is none of them: see {@link PathMtuChange}.
public enum IcmpError {
  /// No route to the network.
  NETWORK_UNREACHABLE("network unreachable", Kind.NO_WAY),
  /// No route to the host.
  HOST_UNREACHABLE("host unreachable", Kind.NO_WAY),
  /// The route that the sender prescribed could not be followed.
  SOURCE_ROUTE_FAILED("source route failed", Kind.NO_WAY),
  /// The peer's host has no TCP.
  PROTOCOL_UNREACHABLE("protocol unreachable", Kind.HARD),
  /// The peer's host does not know what comes after the IPv6 header, which is TCP: it has none, but
  /// by its form this is a parameter problem, and those are soft (MUST-56).
  UNKNOWN_NEXT_HEADER("next header unknown", Kind.NO_WAY),
  /// The peer's host has no such port.
  PORT_UNREACHABLE("port unreachable", Kind.HARD),
  /// A filter forbids it.
  PROHIBITED("administratively prohibited", Kind.HARD),
  /// Hop limit or reassembly time exceeded.
  TIME_EXCEEDED("time exceeded", Kind.SOFT),
  /// A header field was not understood.
  PARAMETER_PROBLEM("parameter problem", Kind.SOFT);

  private enum Kind {
    SOFT,
    NO_WAY,
    HARD
  }

  private final String text;
  private final Kind kind;

  IcmpError(String text, Kind kind) {
    this.text = text;
    this.kind = kind;
  }

  /// A hard error (SHLD-26): trying again does not help.
  public boolean hard() {
    return kind == Kind.HARD;
  }

  /// A soft error that nevertheless says that the peer cannot be reached now.
  public boolean noWay() {
    return kind == Kind.NO_WAY;
  }

  /// The error in plain words.
  @Override
  public String toString() {
    return text;
  }
}
