package io.tcp4j.testkit.network;

import io.tcp4j.stack.IpStack;
import java.util.function.Consumer;

/// A router of a [SimulatedNetwork]: a stack that forwards (RFC 1812, RFC 8200), and so decrements
/// hop limits, fragments or says that a packet is too big, and reports what it cannot deliver.
public final class Router extends Node {
  Router(SimulatedNetwork network, String name, Consumer<IpStack.Builder> setup) {
    super(network, name, setup.andThen(builder -> builder.forwarding(true)));
  }

  @Override
  boolean forwards(Port in, Port out, int version) {
    return true;
  }
}
