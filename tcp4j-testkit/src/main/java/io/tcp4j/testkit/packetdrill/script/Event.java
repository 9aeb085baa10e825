package io.tcp4j.testkit.packetdrill.script;

import java.util.List;
import java.util.Optional;

/// One line of a script: something that is done, or that must happen.
public sealed interface Event {
  /// Where it stands.
  Place place();

  /// When it happens.
  EventTime time();

  /// A TCP segment that the peer sends (`<`) or that the stack must send (`>`).
  record Packet(Place place, EventTime time, boolean inbound, SegmentText segment)
      implements Event {}

  /// An ICMP message that the network sends, about the last segment that the stack sent.
  ///
  /// @param type as in `unreachable`
  /// @param code as in `frag_needed`
  /// @param mtu the MTU it reports, or 0
  /// @param quoted the sequence numbers it quotes, where they are written
  record Icmp(
      Place place,
      EventTime time,
      boolean inbound,
      String type,
      String code,
      int mtu,
      Optional<SequenceRange> quoted)
      implements Event {}

  /// A call of the sockets interface and what it must return.
  ///
  /// @param result the value; empty where any will do
  /// @param error the errno by name, or an empty string
  record Call(
      Place place,
      EventTime time,
      String name,
      List<Expression> arguments,
      Optional<Expression> result,
      String error)
      implements Event {
    /// Copies the arguments.
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /// A shell command, as in a sysctl.
  record Command(Place place, EventTime time, String text) implements Event {}

  /// Assertions about the last socket's TCP_INFO.
  record Code(Place place, EventTime time, String text) implements Event {}
}
