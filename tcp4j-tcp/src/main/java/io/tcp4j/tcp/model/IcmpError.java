package io.tcp4j.tcp.model;

/// An ICMP error about a connection, the same for both IP versions (RFC 9293 §3.9.2.2).
public enum IcmpError {
  /// No route to the network, or to the host.
  HOST_UNREACHABLE(false),
  /// The peer's host has no TCP.
  PROTOCOL_UNREACHABLE(true),
  /// The peer's host has no such port.
  PORT_UNREACHABLE(true),
  /// A filter forbids it.
  PROHIBITED(true),
  /// A router could not forward a packet of this size.
  PACKET_TOO_BIG(false),
  /// Hop limit or reassembly time exceeded.
  TIME_EXCEEDED(false),
  /// A header field was not understood.
  PARAMETER_PROBLEM(false);

  private final boolean hard;

  IcmpError(boolean hard) {
    this.hard = hard;
  }

  /// A hard error (SHLD-26). It ends a connection that is not yet synchronized; later it could be
  /// forged by anyone off the path, and so is taken for soft (RFC 5927 §5.2, RFC 5461).
  public boolean hard() {
    return hard;
  }
}
