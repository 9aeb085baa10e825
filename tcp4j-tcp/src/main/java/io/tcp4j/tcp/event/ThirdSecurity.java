package io.tcp4j.tcp.event;

/// §3.10.7.4, third: check security.
///
/// Empty on purpose. The IP security option that it would compare (RFC 1108) is not in use on any
/// network that user-space stacks meet, and no mainstream stack implements the check; a segment is
/// never refused for it.
final class ThirdSecurity {
  private ThirdSecurity() {}

  static void check() {}
}
