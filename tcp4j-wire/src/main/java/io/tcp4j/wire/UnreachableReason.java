package io.tcp4j.wire;

/// What an ICMP Destination Unreachable message says, for either version.
public enum UnreachableReason {
  /// No route to the destination's network.
  NET(0, 0),

  /// The network was reached, the host was not.
  HOST(1, 3),

  /// The host does not know the protocol. ICMPv6 says that by a Parameter Problem.
  PROTOCOL(2, -1),

  /// Nobody listens on the port.
  PORT(3, 4),

  /// A source route could not be followed.
  SOURCE_ROUTE_FAILED(5, -1),

  /// A filter or policy forbids it.
  ADMIN_PROHIBITED(13, 1),

  /// The source address does not reach as far as the destination (ICMPv6 only).
  BEYOND_SCOPE(-1, 2),

  /// A code without a known meaning.
  OTHER(-1, -1);

  private final int v4Code;
  private final int v6Code;

  UnreachableReason(int v4Code, int v6Code) {
    this.v4Code = v4Code;
    this.v6Code = v6Code;
  }

  /// Returns what the code of an ICMPv4 message means (RFC 792; RFC 1122 §3.2.2.1; RFC 1812
  /// §5.2.7.1). Code 4 is not one of them: it is [IcmpMessage.PacketTooBig].
  static UnreachableReason ofV4(int code) {
    return switch (code) {
      case 0, 6, 11 -> NET;
      case 1, 7, 8, 12 -> HOST;
      case 2 -> PROTOCOL;
      case 3 -> PORT;
      case 5 -> SOURCE_ROUTE_FAILED;
      case 9, 10, 13, 14, 15 -> ADMIN_PROHIBITED;
      default -> OTHER;
    };
  }

  /// Returns what the code of an ICMPv6 message means (RFC 4443 §3.1).
  static UnreachableReason ofV6(int code) {
    return switch (code) {
      case 0 -> NET;
      case 1, 5, 6 -> ADMIN_PROHIBITED;
      case 2 -> BEYOND_SCOPE;
      case 3 -> HOST;
      case 4 -> PORT;
      default -> OTHER;
    };
  }

  /// Whether a version of ICMP can say it.
  ///
  /// @param version 4 or 6
  public boolean existsIn(int version) {
    return (version == 4 ? v4Code : v6Code) >= 0;
  }

  /// Returns the usual ICMPv4 code, or −1 if there is none.
  int v4Code() {
    return v4Code;
  }

  /// Returns the usual ICMPv6 code, or −1 if there is none.
  int v6Code() {
    return v6Code;
  }
}
