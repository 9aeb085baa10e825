package io.tcp4j.stack;

import io.tcp4j.wire.Endpoint;

/// A snapshot of one passive OPEN of an [IpStack].
///
/// @param local where it listens, of a prefix its first address; port 0 means any
/// @param scope for which connections, in words: `* port 80`, `10.0.0.0/8 port any by tun0`
/// @param handshakes handshakes under way; of a [TcpDeferredListener], SYNs without a decision, too
/// @param waiting connections that wait to be accepted
/// @param backlog most of those; of a [TcpDeferredListener], where nobody waits, of `handshakes`
public record ListenerInfo(
    Endpoint local, String scope, int handshakes, int waiting, int backlog) {}
