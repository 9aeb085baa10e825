package io.tcp4j.wire;

/// The options of an IPv4 header (RFC 791 §3.1): a source route is looked for, all others are
/// passed over, known or not (RFC 1122 §3.2.1.8; RFC 9293 §3.9.2, MUST-50). None of them asks
/// anything of a host that does not forward.
final class Ipv4Options {
  static final int END = 0;
  private static final int NO_OPERATION = 1;

  private Ipv4Options() {}

  /// Finds the source route. What follows an option with an impossible length is not looked at.
  ///
  /// @param from index of the first option
  /// @param to index of the payload
  /// @return index of its first byte, at least three of which lie before `to`; or
  ///     [IpHeader#NO_SOURCE_ROUTE]
  static int sourceRoute(byte[] b, int from, int to) {
    int at = from;
    while (at < to) {
      int type = Bytes.u8(b, at);
      if (type == END) {
        break;
      }
      if (type == NO_OPERATION) {
        at++;
        continue;
      }
      int length = at + 1 < to ? Bytes.u8(b, at + 1) : 0;
      if (length < 2 || at + length > to) {
        break;
      }
      if (type == SourceRoute.LOOSE_TYPE || type == SourceRoute.STRICT_TYPE) {
        return length < 3 ? IpHeader.NO_SOURCE_ROUTE : at;
      }
      at += length;
    }
    return IpHeader.NO_SOURCE_ROUTE;
  }
}
