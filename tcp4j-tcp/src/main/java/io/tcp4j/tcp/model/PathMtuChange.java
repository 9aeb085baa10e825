package io.tcp4j.tcp.model;

/// Why a connection thinks otherwise of its path MTU.
public enum PathMtuChange {
  /// A router said that a packet was too big (RFC 1191, RFC 8201).
  PACKET_TOO_BIG("a packet was too big", "RFC 1191 §6.4"),
  /// Large segments vanish and no router says why (RFC 2923 §2.1, RFC 4821 §7.7).
  BLACK_HOLE("large segments vanish without a word", "RFC 4821 §7.7"),
  /// A larger segment, sent to see whether it arrives, has arrived (RFC 4821 §7.6).
  LARGER_ARRIVED("a larger segment arrived", "RFC 4821 §7.6");

  private final String text;
  private final String rule;

  PathMtuChange(String text, String rule) {
    this.text = text;
    this.rule = rule;
  }

  /// The document and section.
  public String rule() {
    return rule;
  }

  /// The reason in plain words.
  @Override
  public String toString() {
    return text;
  }
}
