package io.tcp4j.stack.counters;

import java.util.Locale;

/// What a stack counts beside the engine's own counters and the reasons of dropped packets.
///
/// Of arriving packets this holds at any time when none is being worked on:
/// `IP_RECEIVED + REASSEMBLED =
/// TCP_RECEIVED + ICMP_RECEIVED + FRAGMENTS_RECEIVED + FORWARDED + REFUSED`.
public enum Counter {
  /// Packets that links handed in.
  IP_RECEIVED,
  /// Packets handed to links.
  IP_SENT,
  /// Arrived packets that reached no upper layer, each also counted under its reason.
  REFUSED,
  /// Arrived packets for other hosts that were sent on, whole or in fragments.
  FORWARDED,
  /// Fragments that arrived for this host.
  FRAGMENTS_RECEIVED,
  /// Datagrams put together from fragments.
  REASSEMBLED,
  /// Datagrams given up before all their fragments had come.
  REASSEMBLY_FAILED,
  /// TCP segments with a good checksum, from a usable address.
  TCP_RECEIVED,
  /// ICMP messages with a good checksum.
  ICMP_RECEIVED,
  /// ICMP messages sent, answers and errors.
  ICMP_SENT,
  /// Echo requests answered.
  ECHO_REPLIES_SENT,
  /// Connections that entered TIME-WAIT.
  TIME_WAITS,
  /// SYNs not answered because too many handshakes were under way already.
  SYN_QUEUE_OVERFLOWS,
  /// Handshakes held up because too many connections waited to be accepted.
  ACCEPT_QUEUE_OVERFLOWS,
  /// Connections reset when their users closed them, since too many were orphans already.
  ORPHANS_RESET,
  /// Handlers that threw; their connections were aborted.
  HANDLER_FAILURES;

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /// Returns the name as it appears in [Counters#snapshot].
  @Override
  public String toString() {
    return text;
  }
}
