package io.tcp4j.stack.ip;

import io.tcp4j.wire.IpHeader;

/// What fragments of one datagram have in common (RFC 791 §3.2; RFC 8200 §4.5, where the protocol
/// is not part of it and so is 0 here).
record FragmentKey(
    long sourceHigh,
    long sourceLow,
    long destinationHigh,
    long destinationLow,
    int identification,
    int protocol) {
  static FragmentKey of(IpHeader ip) {
    return new FragmentKey(
        ip.sourceHigh,
        ip.sourceLow,
        ip.destinationHigh,
        ip.destinationLow,
        ip.identification,
        ip.version == 4 ? ip.protocol : 0);
  }
}
