package io.tcp4j.it;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What the kernel of a namespace says of its own TCP connections (`ss -tan`).
final class KernelView {
  private final Namespace namespace;

  KernelView(Namespace namespace) {
    this.namespace = namespace;
  }

  /// The states of all connections (listeners left out) with this port at the kernel's end, spelt
  /// as `ss` does: ESTAB, SYN-RECV, and else as in the RFC.
  List<String> states(int port) throws IOException {
    String table =
        namespace.run("ss", "-tanH", "state", "all", "exclude", "listening", "sport = :" + port);
    List<String> states = new ArrayList<>();
    for (String line : table.lines().toList()) {
      states.add(line.split("\\s+", 2)[0]);
    }
    return states;
  }

  /// Waits until the one connection at this port is in a state; `CLOSED` means there is none left.
  void awaitState(int port, String state) throws Exception {
    List<String> wanted = "CLOSED".equals(state) ? List.of() : List.of(state);
    Await.until(
        "the kernel's port " + port + " to be in " + state, () -> states(port), wanted::equals);
  }
}
