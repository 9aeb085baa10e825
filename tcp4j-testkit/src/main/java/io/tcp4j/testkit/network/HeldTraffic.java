package io.tcp4j.testkit.network;

import io.tcp4j.link.impair.Hold;
import java.util.List;

/// Packets that are held until the guard is closed; then they go on in their order.
public final class HeldTraffic extends RuleFault {
  HeldTraffic(SimulatedNetwork network, String name, List<Applied> applied) {
    super(network, name, applied);
  }

  /// Lets the packets go on that have been held longest, in each direction.
  ///
  /// @param most how many
  public void releaseNext(int most) {
    for (Applied one : applied()) {
      if (one.stage() instanceof Hold.Held held) {
        held.releaseNext(most);
      }
    }
  }
}
