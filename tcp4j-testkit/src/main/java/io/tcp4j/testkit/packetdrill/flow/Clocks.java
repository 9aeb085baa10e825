package io.tcp4j.testkit.packetdrill.flow;

import java.util.HashMap;
import java.util.Map;

/// The timestamps of the stack under test: which TSval on the wire stands for which in the script.
final class Clocks {
  private final Map<Long, Long> wireOfScript = new HashMap<>();
  private boolean known;
  private long scriptBase;
  private long wireBase;

  /// The stack has sent a TSval where the script has this one.
  void sent(long script, long wire) {
    if (!known) {
      known = true;
      scriptBase = script;
      wireBase = wire;
    }
    wireOfScript.put(script, wire);
  }

  /// What a TSval of the script would be if the script's clock ticked as the stack's does.
  long toWire(long script) {
    return script - scriptBase + wireBase & 0xffff_ffffL;
  }

  /// What a TSval of the wire would be in the script.
  long toScript(long wire) {
    return known ? wire - wireBase + scriptBase & 0xffff_ffffL : wire;
  }

  /// The TSecr by which the peer echoes a TSval of the script's.
  long echo(long script) {
    Long wire = wireOfScript.get(script);
    return wire != null ? wire : known ? toWire(script) : script;
  }
}
