package io.tcp4j.testkit.packetdrill.script;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A TCP segment as a script writes it; all numbers relative.
///
/// @param ecn the ECN field of the IP header
/// @param ttl Time to Live or Hop Limit
/// @param trafficClass the whole TOS or traffic class byte, from `(tos 0x..)`
/// @param ports source and destination port, where they are written
/// @param flags the control bits of `TcpFlags`, and AE as bit 8
/// @param sequence its sequence numbers
/// @param ack the acknowledgment number
/// @param window the window field
/// @param urgent the urgent pointer
/// @param options the options in order; empty for `<...>`: any
public record SegmentText(
    Ecn ecn,
    OptionalInt ttl,
    OptionalInt trafficClass,
    Optional<Ports> ports,
    int flags,
    SequenceRange sequence,
    OptionalLong ack,
    OptionalInt window,
    OptionalInt urgent,
    Optional<List<OptionText>> options) {
  /// Source and destination port.
  public record Ports(int source, int destination) {
    /// Those of a segment that the other side sends.
    public Ports ofOtherSide() {
      int from = destination;
      int to = source;
      return new Ports(from, to);
    }
  }

  /// The ECN field of the IP header.
  public enum Ecn {
    /// Nothing is said of it: 0 on the way in, not looked at on the way out.
    UNSAID,
    /// Not ECN-capable.
    NOT_ECT,
    /// ECT(0).
    ECT0,
    /// ECT(1).
    ECT1,
    /// Congestion experienced.
    CE,
    /// ECT(0) or ECT(1).
    ECT
  }
}
