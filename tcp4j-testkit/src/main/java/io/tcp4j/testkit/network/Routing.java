package io.tcp4j.testkit.network;

import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpPrefix;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/// Finds the shortest way from each node to each network, past nodes that forward.
final class Routing {
  private Routing() {}

  /// A port that packets reach, and by which of its own ports the first node sends them.
  private record Step(Port arrival, Port first) {}

  /// Gives all nodes their routes.
  static void update(Collection<? extends Node> nodes) {
    nodes.forEach(node -> node.routes(routes(node)));
  }

  private static Map<IpPrefix, Port> routes(Node from) {
    Map<IpPrefix, Port> routes = new LinkedHashMap<>();
    add(from, 4, routes);
    add(from, 6, routes);
    return routes;
  }

  private static void add(Node from, int version, Map<IpPrefix, Port> routes) {
    Set<Node> seen = new HashSet<>(Set.of(from));
    Queue<Step> queue = new ArrayDeque<>();
    from.ports().forEach(port -> queue.add(new Step(port.peer(), port)));
    while (!queue.isEmpty()) {
      Step step = queue.remove();
      for (IpPrefix prefix : step.arrival().addresses()) {
        if (prefix.address().version() == version) {
          routes.putIfAbsent(prefix.network(), step.first());
        }
      }
      Node node = step.arrival().node();
      if (seen.add(node)) {
        for (Port out : node.ports()) {
          if (out == step.arrival()) {
            continue;
          }
          if (node.forwards(step.arrival(), out, version)) {
            queue.add(new Step(out.peer(), step.first()));
          } else if (node instanceof SimulatedHost) {
            addHost(out, version, step.first(), routes);
          }
        }
      }
    }
  }

  /// A host answers at all its addresses, also at those of its other cables (RFC 1122 §3.3.4.2, the
  /// weak model), so whoever reaches it by one of them may use any.
  private static void addHost(Port port, int version, Port first, Map<IpPrefix, Port> routes) {
    for (IpPrefix prefix : port.addresses()) {
      IpAddress address = prefix.address();
      if (address.version() == version) {
        routes.putIfAbsent(new IpPrefix(address, version == 4 ? 32 : 128), first);
      }
    }
  }
}
