package io.tcp4j.testkit.packetdrill.run;

import io.tcp4j.stack.TcpSocket;
import io.tcp4j.testkit.packetdrill.call.Kernel;
import io.tcp4j.testkit.packetdrill.call.Sock;
import io.tcp4j.testkit.packetdrill.flow.Flow;
import io.tcp4j.testkit.packetdrill.script.SegmentText;
import io.tcp4j.testkit.packetdrill.wire.Hosts;
import io.tcp4j.testkit.packetdrill.wire.LivePacket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which connection a packet of the script belongs to: that of the ports it writes, else that of
/// the socket under test.
final class Flows {
  private static final int FIRST_REMOTE_PORT = 53_055;

  private final Kernel kernel;
  private final Hosts hosts;
  private final List<Flow> flows = new ArrayList<>();
  private final Map<SegmentText.Ports, Flow> byScriptPorts = new HashMap<>();
  private @Nullable Sock owner;
  private @Nullable Flow current;
  private int nextRemotePort = FIRST_REMOTE_PORT;

  Flows(Kernel kernel, Hosts hosts) {
    this.kernel = kernel;
    this.hosts = hosts;
  }

  /// The connection of a packet of the script.
  ///
  /// @param inbound whether the peer sends it
  Flow of(SegmentText segment, boolean inbound) {
    SegmentText.Ports ports = segment.ports().orElse(null);
    if (ports == null) {
      return current();
    }
    SegmentText.Ports ofPeer = inbound ? ports : ports.ofOtherSide();
    Flow known = byScriptPorts.get(ofPeer);
    if (known == null) {
      known = byScriptPorts.containsValue(current()) ? fresh() : current();
      byScriptPorts.put(ofPeer, known);
    }
    current = known;
    return known;
  }

  /// Whether the script could know of this packet's connection.
  boolean knows(LivePacket packet) {
    return flows.stream().anyMatch(f -> f.has(packet));
  }

  Flow current() {
    Sock underTest = kernel.underTest();
    if (underTest != owner) {
      owner = underTest;
      current = underTest == null ? null : connected(underTest);
    }
    if (current == null) {
      Flow made = underTest == null ? null : connected(underTest);
      current = made == null ? fresh() : made;
    }
    return current;
  }

  /// The connection of a socket that has one.
  private @Nullable Flow connected(Sock sock) {
    TcpSocket socket = sock.connection();
    if (socket == null) {
      return null;
    }
    int local = socket.local().port();
    int remote = socket.remote().port();
    for (Flow flow : flows) {
      if (flow.localPort() == local && flow.remotePort() == remote) {
        return flow;
      }
    }
    return add(new Flow(hosts, local, remote));
  }

  private Flow fresh() {
    return add(new Flow(hosts, hosts.localPort(), nextRemotePort++));
  }

  private Flow add(Flow flow) {
    flows.add(flow);
    return flow;
  }
}
