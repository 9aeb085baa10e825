package io.tcp4j.testkit.junit;

import io.tcp4j.testkit.network.Nat;
import io.tcp4j.testkit.network.Node;
import io.tcp4j.testkit.network.Router;
import io.tcp4j.testkit.network.SimulatedHost;
import io.tcp4j.testkit.network.SimulatedNetwork;
import java.lang.reflect.Parameter;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/// What parameters stand for: the network, and its nodes by name.
final class Injection {
  private static final Set<Class<?>> TYPES =
      Set.of(SimulatedNetwork.class, SimulatedHost.class, Router.class, Nat.class);

  private Injection() {}

  static boolean supports(ParameterContext context) {
    return TYPES.contains(context.getParameter().getType());
  }

  /// Returns the network, or the node of that name. A host that there is not yet is made; a router
  /// or a NAT has to be laid by the test, since nobody else knows where it stands.
  static Object resolve(ParameterContext context, SimulatedNetwork network) {
    Class<?> type = context.getParameter().getType();
    if (type == SimulatedNetwork.class) {
      return network;
    }
    String name = name(context);
    Node node = find(network, name);
    if (type.isInstance(node)) {
      return node;
    }
    if (node != null) {
      throw new ParameterResolutionException(
          "%s is a %s and no %s"
              .formatted(name, node.getClass().getSimpleName(), type.getSimpleName()));
    }
    if (type == SimulatedHost.class) {
      return network.host(name);
    }
    throw new ParameterResolutionException(
        "there is no %s '%s': a @BeforeEach method has to lay it, by network.%s(\"%s\")"
            .formatted(type.getSimpleName(), name, type == Router.class ? "router" : "nat", name));
  }

  private static @Nullable Node find(SimulatedNetwork network, String name) {
    return network.nodes().stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static String name(ParameterContext context) {
    Parameter parameter = context.getParameter();
    return context
        .findAnnotation(Host.class)
        .map(Host::value)
        .orElseGet(
            () -> {
              if (!parameter.isNamePresent()) {
                throw new ParameterResolutionException(
                    "no name for the " + parameter + ": add @Host, or compile by -parameters");
              }
              return parameter.getName();
            });
  }
}
