package io.tcp4j.tcp.event;

/// §3.10.7.4, sixth: check the URG bit.
///
/// The urgent mechanism (§3.8.5) has its place here; until it is built, urgent text is ordinary
/// text, which is what RFC 6093 §6 asks of receivers anyway.
final class SixthUrgent {
  private SixthUrgent() {}

  static void check() {}
}
