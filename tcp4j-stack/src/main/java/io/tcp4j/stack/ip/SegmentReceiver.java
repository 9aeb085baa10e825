package io.tcp4j.stack.ip;

import io.tcp4j.link.Packet;
import io.tcp4j.tcp.model.IcmpError;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.QuotedSegment;

/// TCP as IP sees it. Each device has its own, called by one thread at a time.
public interface SegmentReceiver {
  /// Takes a TCP segment addressed to this host.
  ///
  /// @param ip the header of the packet that holds it
  /// @param packet the packet, borrowed
  /// @param destination what the destination address means: `LOCAL`, `BROADCAST` or `MULTICAST`
  void segmentArrives(IpHeader ip, Packet packet, Route.Kind destination);

  /// Takes an ICMP error about a TCP segment (RFC 9293 §3.9.2.2).
  ///
  /// @param error what it says
  /// @param quoted which segment it is about; the segment's source claims to be this host
  void icmpErrorArrives(IcmpError error, QuotedSegment quoted);

  /// Takes the ICMP message that a packet was too big for a link on its way (RFC 9293 §3.7.2).
  ///
  /// @param mtu that link's, as claimed, in bytes
  /// @param quoted the packet, as in [#icmpErrorArrives]
  void packetTooBig(int mtu, QuotedSegment quoted);
}
