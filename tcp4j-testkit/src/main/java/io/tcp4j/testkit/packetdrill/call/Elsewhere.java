package io.tcp4j.testkit.packetdrill.call;

import java.util.Set;

/// Calls and options that other stacks' scripts use and that are not here. A script that needs one
/// is skipped; a name that is none of these is a mistake, and fails it.
final class Elsewhere {
  private static final Set<String> CALLS =
      Set.of(
          "readv",
          "writev",
          "open",
          "pipe",
          "splice",
          "sendfile",
          "epoll_create",
          "epoll_ctl",
          "epoll_wait",
          "cap_set");

  private static final Set<String> OPTIONS =
      Set.of(
          "TCP_FASTOPEN",
          "TCP_FASTOPEN_CONNECT",
          "TCP_FASTOPEN_KEY",
          "TCP_FASTOPEN_NO_COOKIE",
          "TCP_INQ",
          "TCP_INFO",
          "TCP_CC_INFO",
          "TCP_CONGESTION",
          "TCP_QUICKACK",
          "TCP_DEFER_ACCEPT",
          "TCP_LINGER2",
          "TCP_MD5SIG",
          "TCP_NOOPT",
          "TCP_NOPUSH",
          "TCP_TX_DELAY",
          "TCP_WINDOW_CLAMP",
          "TCP_SAVE_SYN",
          "TCP_SAVED_SYN",
          "TCP_REMOTE_UDP_ENCAPS_PORT",
          "SO_ZEROCOPY",
          "SO_TIMESTAMPING",
          "SO_TIMESTAMP",
          "SO_MARK",
          "SO_PRIORITY",
          "SO_MAX_PACING_RATE",
          "SO_MEMINFO",
          "SO_TXTIME",
          "IP_MTU",
          "IP_MTU_DISCOVER",
          "IP_FREEBIND",
          "IP_RECVERR",
          "IPV6_RECVERR",
          "IPV6_V6ONLY");

  private Elsewhere() {}

  /// What to throw for a call that is not here.
  static RuntimeException call(String name) {
    return of(CALLS, "call", name);
  }

  /// What to throw for an option of a socket that is not here.
  static RuntimeException option(String name) {
    return of(OPTIONS, "option", name);
  }

  private static RuntimeException of(Set<String> known, String kind, String name) {
    return known.contains(name)
        ? new UnsupportedCallException(kind + " " + name)
        : new IllegalArgumentException("there is no " + kind + " " + name);
  }
}
