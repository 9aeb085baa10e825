package io.tcp4j.testkit.packetdrill.flow;

import io.tcp4j.testkit.packetdrill.script.SegmentText;
import io.tcp4j.testkit.packetdrill.wire.Hosts;
import io.tcp4j.testkit.packetdrill.wire.LivePacket;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One connection as the script and the wire see it: ports, sequence numbers, timestamps.
public final class Flow {
  final Hosts hosts;
  final int localPort;
  final int remotePort;

  /// The stack's own numbers.
  final Numbers local = new Numbers();

  /// The peer's.
  final Numbers remote = new Numbers();

  final Clocks clocks = new Clocks();
  private Optional<SegmentText.Ports> scriptPorts = Optional.empty();
  private @Nullable LivePacket lastSent;

  /// @param hosts the two ends
  /// @param localPort the stack's port
  /// @param remotePort the peer's port
  public Flow(Hosts hosts, int localPort, int remotePort) {
    this.hosts = hosts;
    this.localPort = localPort;
    this.remotePort = remotePort;
  }

  /// The stack's port.
  public int localPort() {
    return localPort;
  }

  /// The peer's port.
  public int remotePort() {
    return remotePort;
  }

  /// Whether a packet of the stack's belongs to this connection.
  public boolean has(LivePacket packet) {
    Segment segment = packet.segment();
    return packet.isTcp()
        && segment.sourcePort == localPort
        && segment.destinationPort == remotePort;
  }

  /// The last packet that the stack sent on this connection, which ICMP messages quote; null before
  /// the first.
  public @Nullable LivePacket lastSent() {
    return lastSent;
  }

  /// The script expects a packet, and this is what came.
  void met(SegmentText text, LivePacket packet) {
    lastSent = packet;
    if (text.ports().isPresent()) {
      scriptPorts = text.ports();
    }
    if ((text.flags() & TcpFlags.SYN) != 0 && !local.known()) {
      local.learn(text.sequence().start(), packet.segment().seq);
    }
  }

  /// The ports that the script calls this connection's, as its peer sends them.
  Optional<SegmentText.Ports> scriptPorts() {
    return scriptPorts;
  }
}
