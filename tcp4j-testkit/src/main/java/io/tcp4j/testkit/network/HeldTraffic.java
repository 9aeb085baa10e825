package io.tcp4j.testkit.network;

import io.tcp4j.link.impair.Hold;
import io.tcp4j.link.impair.Stage;

/// Packets that are held until the guard is closed; then they go on in their order.
public final class HeldTraffic extends RuleFault {
  HeldTraffic(SimulatedNetwork network, String name, Traffic traffic, Hold rule) {
    super(network, name, traffic, rule);
  }

  /// Lets the packets go on that have been held longest, in each direction.
  ///
  /// @param most how many, 1 or more
  /// @throws IllegalArgumentException if it is less than 1
  public void releaseNext(int most) {
    for (Stage stage : stages()) {
      if (stage instanceof Hold.Held held) {
        held.releaseNext(most);
      }
    }
  }
}
