package io.tcp4j.testkit.packetdrill.run;

import io.tcp4j.testkit.packetdrill.call.Dialect;
import io.tcp4j.testkit.packetdrill.script.Event;
import io.tcp4j.testkit.packetdrill.script.Script;
import io.tcp4j.testkit.packetdrill.wire.Hosts;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpPrefix;
import java.util.Map;

/// The scene of a script: addresses, and whose kernel it was written for.
///
/// @param hosts the two ends
/// @param dialect whose kernel
/// @param options the script's own options
/// @param superSegments whether the link takes segments longer than its MTU
record Setting(Hosts hosts, Dialect dialect, Map<String, String> options, boolean superSegments) {
  private static final int IPV4_MTU = 1500;

  /// Room for a longer header, so that the MSS is the same.
  private static final int IPV6_MTU = 1520;

  static Setting of(Script script, RunOptions run) {
    Map<String, String> options = script.options();
    boolean v6 =
        switch (options.getOrDefault("ip_version", "")) {
          case "ipv6" -> true;
          case "ipv4", "ipv4-mapped-ipv6" -> false;
          case "" -> run.family() == RunOptions.Family.IPV6;
          default -> throw new IllegalArgumentException("ip_version " + options.get("ip_version"));
        };
    Dialect dialect = freeBsd(script) ? Dialect.FREEBSD : Dialect.LINUX;
    String local = v6 ? "fd3d:0a0b:17d6::1" : "192.168.0.1";
    String remote = v6 ? "fd3d:fa7b:d17d::1" : "192.0.2.1";
    int mtu = v6 && dialect == Dialect.LINUX ? IPV6_MTU : IPV4_MTU;
    return new Setting(
        new Hosts(
            IpAddress.parse(v6 ? local : options.getOrDefault("local_ip", local)),
            IpAddress.parse(v6 ? remote : options.getOrDefault("remote_ip", remote)),
            Hosts.PORT,
            Hosts.PORT,
            Integer.parseInt(options.getOrDefault("mtu", String.valueOf(mtu)))),
        dialect,
        options,
        dialect == Dialect.LINUX && !script.setUp().orElse("").contains("gso off"));
  }

  private static boolean freeBsd(Script script) {
    return script.events().stream()
        .anyMatch(e -> e instanceof Event.Command c && c.text().contains("net.inet."));
  }

  IpPrefix everywhere() {
    return IpPrefix.parse(hosts.local().isV4() ? "0.0.0.0/0" : "::/0");
  }

  /// How far an event may be off, in ns.
  long tolerance(long otherwise) {
    String micros = options.get("tolerance_usecs");
    return micros == null ? otherwise : Long.parseLong(micros) * 1_000;
  }
}
