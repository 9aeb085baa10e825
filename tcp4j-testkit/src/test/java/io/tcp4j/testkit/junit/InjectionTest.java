package io.tcp4j.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.testkit.network.Nat;
import io.tcp4j.testkit.network.Router;
import io.tcp4j.testkit.network.SimulatedHost;
import io.tcp4j.testkit.network.SimulatedNetwork;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What parameters of simulated tests stand for.
class InjectionTest {
  @TempDir private Path reports;

  /// What `@BeforeEach` has laid.
  @Nested
  class Laid {
    @BeforeEach
    void lay(SimulatedNetwork network, SimulatedHost client, SimulatedHost server) {
      Router router = network.router("router");
      Nat nat = network.nat("nat");
      network.cable(nat, router);
      network.cable(client, nat);
      network.cable(router, server);
    }

    @SimulatedTest
    void routersAndNatsAreThoseOfTheirNames(
        SimulatedNetwork network, Router router, @Host("nat") Nat other) {
      assertThat(network.nodes()).contains(router, other).hasSize(4);
      assertThat(router).hasToString("router");
      assertThat(other).hasToString("nat");
    }
  }

  /// A network that is there from the first on.
  @Nested
  class Constructed {
    private final SimulatedNetwork network;
    private final SimulatedHost client;

    Constructed(SimulatedNetwork network, SimulatedHost client) {
      this.network = network;
      this.client = client;
    }

    @SimulatedTest(seeds = 2)
    void theConstructorHasTheSameNetwork(
        SimulatedNetwork sameNetwork, @Host("client") SimulatedHost sameClient) {
      assertThat(sameNetwork).isSameAs(network);
      assertThat(sameClient).isSameAs(client);
    }
  }

  /// Tests that are run by tests.
  static final class Cases {
    @SimulatedTest
    void wantsARouterThatNobodyHasLaid(Router router) {}

    @SimulatedTest
    void wantsAHostForARouter(
        SimulatedNetwork network, SimulatedHost node, @Host("node") Nat nat) {}
  }

  @Test
  void aRouterThatNobodyHasLaidIsAMistake() {
    assertThat(JUnitRun.of(Cases.class, "wantsARouterThatNobodyHasLaid", reports).failure("seed 1"))
        .hasMessageContaining("there is no Router 'router'")
        .hasMessageContaining("network.router(\"router\")");
  }

  @Test
  void aNodeOfAnotherKindIsAMistake() {
    assertThat(JUnitRun.of(Cases.class, "wantsAHostForARouter", reports).failure("seed 1"))
        .hasMessageContaining("node is a SimulatedHost and no Nat");
  }
}
