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
  IP_BAD_SOURCE("source address that no host may use"),
  IP_UNKNOWN_PROTOCOL("unknown upper-layer protocol"),
  REASSEMBLY_TIMEOUT("fragments missing for too long"),
  REASSEMBLY_OVERLAP("overlapping fragments"),
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
  TCP_SYN_QUEUE_FULL("too many half-open connections"),
  TCP_ACCEPT_QUEUE_FULL("too many connections waiting to be accepted"),
  OUTSIDE_WINDOW("segment outside the receive window"),
  NO_ROUTE("no route to the destination"),
  NO_SOURCE_ADDRESS("no address of ours fits the destination"),
  PACKET_TOO_BIG("larger than the link's MTU"),
  QUEUE_FULL("queue full"),
  MEMORY("out of buffer memory"),
  LINK_CLOSED("link closed"),
  LINK_ERROR("the device refused it");

  private final String text;

  DropReason(String text) {
    this.text = text;
  }

  /// Returns the reason in plain words, without a full stop.
  public String text() {
    return text;
  }
}
