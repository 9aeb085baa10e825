package io.tcp4j.wire;

/// Why a packet was thrown away. Every layer names its reason here, so that every drop can be
/// counted and shown under one name.
public enum DropReason {
  IP_TRUNCATED("shorter than its IP header says"),
  IP_BAD_VERSION("IP version is neither 4 nor 6"),
  IP_BAD_HEADER_LENGTH("IPv4 header length below 20 or beyond the packet"),
  IP_BAD_HEADER_CHECKSUM("wrong IPv4 header checksum"),
  IP_BAD_FRAGMENT("fragment that fits no datagram"),
  IP_MAPPED_ADDRESS("IPv4-mapped address in an IPv6 header"),
  IP_BAD_EXTENSION_HEADER("IPv6 extension header broken or out of place"),
  IP_TOO_MANY_EXTENSION_HEADERS("too many IPv6 extension headers"),
  IP_UNKNOWN_OPTION("unknown IPv6 option that forbids going on"),
  IP_ROUTING_HEADER("IPv6 routing header with segments left"),
  IP_SECURITY_HEADER("AH or ESP, which are not supported"),
  IP_NO_NEXT_HEADER("IPv6 packet without an upper layer"),
  IP_JUMBOGRAM("IPv6 jumbogram"),
  IP_NOT_FOR_US("not addressed to this host"),
  /// A source route where they are not accepted, or one that does not end here (RFC 7126 §4.3).
  IP_SOURCE_ROUTED("source route that is not accepted"),
  /// An address that is good on one link only, or nowhere (RFC 1812 §5.3.7).
  IP_NOT_TO_FORWARD("an address that no router forwards"),
  /// A router has used up the packet's hops (RFC 1812 §5.3.1, RFC 8200 §3).
  IP_HOPS_USED_UP("hop limit used up"),
  IP_BAD_SOURCE("source address that no host may use"),
  IP_UNKNOWN_PROTOCOL("unknown upper-layer protocol"),
  REASSEMBLY_TIMEOUT("fragments missing for too long"),
  REASSEMBLY_OVERLAP("overlapping fragments"),
  REASSEMBLY_ECN("fragment with a congestion mark of a datagram that is not ECN-capable"),
  REASSEMBLY_LIMIT("too many fragments waiting"),
  ICMP_TRUNCATED("shorter than its ICMP header"),
  ICMP_BAD_CHECKSUM("wrong ICMP checksum"),
  ICMP_UNKNOWN("ICMP message of no use to a host"),
  ICMP_BAD_QUOTE("ICMP error that quotes no packet of ours"),
  ICMP_RATE_LIMITED("ICMP answer over the rate limit"),
  TCP_TRUNCATED("shorter than a TCP header"),
  TCP_BAD_HEADER_LENGTH("TCP data offset below 5 or beyond the segment"),
  TCP_BAD_OPTION_LENGTH("TCP option with an impossible length"),
  TCP_BAD_CHECKSUM("wrong TCP checksum"),
  TCP_BAD_ADDRESS("TCP to or from a broadcast or multicast address"),
  /// A hop limit below the least that is accepted (RFC 5082 §3).
  TCP_FROM_TOO_FAR("has come over more hops than is accepted"),
  /// A segment of a connection that is limited to one interface.
  TCP_OTHER_INTERFACE("has come by another interface than its connection's"),
  TCP_SYN_QUEUE_FULL("too many half-open connections"),
  /// See RFC 4987 §3.6.
  TCP_NO_COOKIE("text that follows no good SYN cookie"),
  TCP_ACCEPT_QUEUE_FULL("too many connections waiting to be accepted"),
  TCP_UNDECIDED("while the application has not decided about the SYN"),
  TCP_OUTSIDE_WINDOW("segment outside the receive window"),
  /// Text of a window probe while the receive window is closed (RFC 9293 §3.8.6.1).
  TCP_TEXT_OUTSIDE_WINDOW("text while the receive window is closed"),
  /// A RST for which there is no connection (RFC 9293 §3.10.7.1).
  TCP_RESET_WITHOUT_CONNECTION("RST without a connection"),
  /// A RST to a listener (RFC 9293 §3.10.7.2).
  TCP_RESET_IN_LISTEN("RST to a listener"),
  /// A RST outside the window (RFC 5961 §3.2).
  TCP_RESET_OUTSIDE_WINDOW("RST outside the receive window"),
  /// A RST that does not prove itself (RFC 5961 §3.2, RFC 9293 §3.10.7.3).
  TCP_RESET_UNPROVEN("RST that an honest peer would not send"),
  /// A RST in TIME-WAIT (RFC 1337 §3).
  TCP_RESET_IN_TIME_WAIT("RST in TIME-WAIT"),
  /// An old segment in TIME-WAIT (RFC 9293 §3.6.1).
  TCP_OLD_IN_TIME_WAIT("segment of a connection in TIME-WAIT"),
  /// A SYN on a synchronized connection (RFC 5961 §4).
  TCP_SYN_IN_WINDOW("SYN on an open connection"),
  /// The SYN of a connection in SYN-RECEIVED again.
  TCP_DUPLICATE_SYN("the SYN again"),
  /// SYN and FIN in one segment.
  TCP_SYN_WITH_FIN("SYN together with FIN"),
  /// A segment that a listener has no use for (RFC 9293 §3.10.7.2).
  TCP_NOTHING_FOR_LISTEN("neither RST, ACK nor SYN to a listener"),
  /// A segment without SYN in SYN-SENT (RFC 9293 §3.10.7.3).
  TCP_NO_SYN_IN_SYN_SENT("no SYN in SYN-SENT"),
  /// A segment without ACK (RFC 9293 §3.10.7.4).
  TCP_NO_ACK("no ACK on an open connection"),
  /// An acknowledgment of what was never sent, or long ago (RFC 5961 §5).
  TCP_BAD_ACK("ACK of something that is not outstanding"),
  /// Text beyond the peer's own FIN.
  TCP_TEXT_AFTER_FIN("text behind the peer's FIN"),
  /// PAWS: a timestamp from before one that has come (RFC 7323 §5.3).
  TCP_OLD_TIMESTAMP("older than what has arrived, by its timestamp"),
  /// No timestamp where both sides agreed on them (RFC 7323 §3.2).
  TCP_NO_TIMESTAMP("no timestamp"),
  /// Text for which no page was left, or too many gaps.
  TCP_NO_MEMORY("no memory for the text"),
  /// An ICMP error that quotes a segment not outstanding (RFC 5927 §4.1).
  ICMP_NOT_OUTSTANDING("ICMP error about a segment that is not outstanding"),
  /// A path MTU that what was sent, or is known, contradicts (RFC 5927 §7.2).
  ICMP_MTU_REFUTED("ICMP error with a path MTU that cannot be true"),
  NO_ROUTE("no route to the destination"),
  NO_SOURCE_ADDRESS("no address of ours fits the destination"),
  PACKET_TOO_BIG("larger than the link's MTU"),
  QUEUE_FULL("queue full");

  private final String text;

  DropReason(String text) {
    this.text = text;
  }

  /// Returns the reason in plain words, without a full stop.
  public String text() {
    return text;
  }
}
