package io.tcp4j.tcp.model;

/// What a connection has met with and lives on: the reasons of the ERROR_REPORT of RFC 9293
/// §3.9.1.8 (MUST-47). The third reason that the RFC names, urgent data, is told by {@link
/// Readiness#URGENT}.
public sealed interface Trouble {
  /// An ICMP error arrived, and did not end the connection (SHLD-25).
  ///
  /// @param error which
  record IcmpErrorArrived(IcmpError error) implements Trouble {
    @Override
    public String toString() {
      return "ICMP: " + error;
    }
  }

  /// The same segment, a SYN or one of text, was sent again and again and has not been acknowledged
  /// (R1 of §3.8.3, SHLD-9). The connection goes on until R2.
  ///
  /// @param times how often it was sent again
  record ExcessiveRetransmission(int times) implements Trouble {
    @Override
    public String toString() {
      return "no answer to " + times + " retransmissions";
    }
  }
}
