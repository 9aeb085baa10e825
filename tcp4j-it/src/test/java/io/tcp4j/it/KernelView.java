package io.tcp4j.it;

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
  List<String> states(int port) {
    String table =
        namespace.run("ss", "-tanH", "state", "all", "exclude", "listening", "sport = :" + port);
    List<String> states = new ArrayList<>();
    for (String line : table.lines().toList()) {
      states.add(line.split("\\s+", 2)[0]);
    }
    return states;
  }

  /// Waits until a program listens on a port.
  void awaitListening(int port) throws Exception {
    Await.until(
        "a listener on port " + port,
        () -> namespace.run("ss", "-tlnH", "sport = :" + port),
        table -> !table.isBlank());
  }

  /// How many segments the kernel has sent again since the namespace was made.
  long retransmissions() {
    return count("Tcp", "RetransSegs");
  }

  /// What the kernel has counted since the namespace was made.
  ///
  /// @param group as in `IpExt`
  /// @param name as in `InCEPkts`
  long count(String group, String name) {
    String[] columns = {};
    String files = namespace.run("cat", "/proc/net/snmp", "/proc/net/netstat");
    for (String line : files.lines().toList()) {
      if (line.startsWith(group + ":")) {
        String[] before = columns;
        columns = line.split(" ");
        int index = List.of(before).indexOf(name);
        if (index >= 0) {
          return Long.parseLong(columns[index]);
        }
      }
    }
    throw new AssertionError("the kernel does not count " + group + name);
  }

  /// What the kernel says of the one connection at this port (`ss -tio`).
  String details(int port) {
    return namespace.run("ss", "-tnioH", "sport = :" + port);
  }

  /// Waits until the one connection at this port is in a state; `CLOSED` means there is none left.
  void awaitState(int port, String state) throws Exception {
    List<String> wanted = "CLOSED".equals(state) ? List.of() : List.of(state);
    Await.until(
        "the kernel's port " + port + " to be in " + state, () -> states(port), wanted::equals);
  }
}
