package io.tcp4j.testkit.network;

import io.tcp4j.link.impair.PacketFilter;
import io.tcp4j.link.impair.Path;
import java.util.List;

/// A cable between two nodes of a [SimulatedNetwork]. Packets take its delay behind the last rule
/// that is applied to them; they do not overtake each other, and as many fit on it as are sent.
public final class Cable {
  private final SimulatedNetwork network;
  private final String name;
  private final CableConfig config;
  private final Port here;
  private final Port there;

  Cable(SimulatedNetwork network, String name, CableConfig config, Node first, Node second) {
    this.network = network;
    this.name = name;
    this.config = config;
    here = new Port(first, this, config.here());
    there = new Port(second, this, config.there());
    Path.Pair paths =
        Path.queued(network.scheduler(), there.exit(), here.exit(), network.trace()::dropped);
    here.join(paths.there(), there);
    there.join(paths.back(), here);
    for (Path path : List.of(paths.there(), paths.back())) {
      path.delay(config.delay());
      path.open();
    }
  }

  /// Returns its name, as in `client-server`.
  public String name() {
    return name;
  }

  /// Returns what it is like, addresses included.
  public CableConfig config() {
    return config;
  }

  /// Returns what crosses it, both ways.
  public Traffic bothWays() {
    return new Traffic(network, name, () -> List.of(way(here), way(there)));
  }

  /// Returns what crosses it one way.
  ///
  /// @param sender the node at the end that it comes from
  /// @throws IllegalArgumentException if the node is at neither end
  public Traffic from(Node sender) {
    Port port = port(sender);
    return new Traffic(network, name + " from " + sender.name(), () -> List.of(way(port)));
  }

  private static Traffic.Way way(Port port) {
    String label = port.node().name() + ">" + port.peer().node().name();
    return new Traffic.Way(port.outbound(), PacketFilter.EVERYTHING, label);
  }

  /// Cuts it: until the guard is closed nothing gets through, either way.
  public Fault cut() {
    return bothWays().partition();
  }

  Port port(Node node) {
    if (here.node() == node) {
      return here;
    }
    if (there.node() == node) {
      return there;
    }
    throw new IllegalArgumentException(node.name() + " is not on " + name);
  }

  List<Port> ports() {
    return List.of(here, there);
  }

  Trace trace() {
    return network.trace();
  }

  void close() {
    here.outbound().close();
    there.outbound().close();
  }

  @Override
  public String toString() {
    return name;
  }
}
