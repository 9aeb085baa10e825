package io.tcp4j.tcp.model;

/// Why the congestion window was made smaller, in plain words, with the rule that asks for it.
public enum WindowReduction {
  /// The peer echoed a congestion mark.
  ECN("the network marked a packet", "RFC 3168 §6.1.2"),
  /// Three duplicate ACKs.
  FAST_RETRANSMIT("three duplicate ACKs", "RFC 5681 §3.2"),
  /// The retransmission timer expired.
  TIMEOUT("the retransmission timer expired", "RFC 5681 §3.1"),
  /// Nothing was sent for longer than an RTO.
  IDLE("nothing was sent for longer than an RTO", "RFC 5681 §4.1");

  private final String text;
  private final String rule;

  WindowReduction(String text, String rule) {
    this.text = text;
    this.rule = rule;
  }

  /// The reason in plain words.
  public String text() {
    return text;
  }

  /// The document and section.
  public String rule() {
    return rule;
  }
}
