package io.tcp4j.testkit.packetdrill.run;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// How scripts are run.
///
/// @param family which addresses scripts get that do not say it themselves
/// @param strictTime whether every time must be met exactly, without the original's tolerance
/// @param definitions words that stand for others; their names also choose `#ifdef` branches
public record RunOptions(Family family, boolean strictTime, Map<String, String> definitions) {
  /// IPv4, tolerant, the branches of the standard.
  public static final RunOptions DEFAULT =
      new RunOptions(Family.IPV4, false, Map.of("STANDARD", "STANDARD"));

  /// Copies the definitions.
  public RunOptions {
    definitions = Map.copyOf(definitions);
  }

  /// Which addresses.
  public enum Family {
    /// IPv4.
    IPV4,
    /// IPv6.
    IPV6,
    /// IPv4 packets, while the sockets use IPv6 addresses that stand for IPv4 ones.
    IPV4_MAPPED_IPV6;

    /// The one of this name, as in `ipv4-mapped-ipv6`.
    public static Optional<Family> named(String name) {
      return Arrays.stream(values()).filter(f -> f.toString().equals(name)).findFirst();
    }

    /// Its name, as scripts and command lines have it.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
