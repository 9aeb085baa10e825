package io.tcp4j.testkit.packetdrill.run;

import io.tcp4j.link.Direction;
import io.tcp4j.link.Packet;
import io.tcp4j.link.PacketTracer;
import io.tcp4j.tcp.model.TcpObserver;
import io.tcp4j.testkit.packetdrill.script.Event;
import io.tcp4j.wire.IpAddress;
import java.util.function.LongSupplier;

/// Hears what happens while a script runs, in the order in which it happens: the script's events,
/// what the stack's connections do, and the packets of both sides (outbound is what the stack
/// sends). All in the thread that runs the script.
public interface RunListener extends TcpObserver, PacketTracer {
  /// Hears nothing.
  RunListener NONE = new RunListener() {};

  /// The run begins.
  ///
  /// @param local the address of the stack under test
  /// @param remote the address of the peer that the script plays
  /// @param clock the time since the run began, in nanoseconds
  default void begins(IpAddress local, IpAddress remote, LongSupplier clock) {}

  /// The script does something: a call, a packet of its peer's, a command. What it expects of the
  /// stack is not told.
  default void happens(Event event) {}

  /// The run is over; what the stack still does is that it is taken down.
  default void ends() {}

  @Override
  default void packet(Direction direction, Packet packet, long now) {}
}
