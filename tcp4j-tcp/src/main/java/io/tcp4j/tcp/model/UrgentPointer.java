package io.tcp4j.tcp.model;

/// What the urgent pointer of a segment points to.
///
/// RFC 793 can be read both ways. RFC 1122 §4.2.2.4 settled on the last octet, nearly every
/// implementation on the one that follows, and RFC 6093 §4 gave in to these. The two sides of a
/// connection have to agree, and TCP has no way of asking.
public enum UrgentPointer {
  /// The octet that follows the urgent data (MUST-62): what BSD and Linux send, and what they
  /// expect unless told.
  FOLLOWING_OCTET(0),
  /// The last octet of the urgent data, as RFC 1122 had it. What Linux expects where
  /// `net.ipv4.tcp_stdurg` is 1; it sends the other form all the same.
  LAST_OCTET(1);

  private final int before;

  UrgentPointer(int before) {
    this.before = before;
  }

  /// How many octets the pointer lies before the octet that follows the urgent data: 0 or 1.
  public int before() {
    return before;
  }
}
