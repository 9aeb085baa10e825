package io.tcp4j.testkit.report;

import io.tcp4j.testkit.network.SimulatedNetwork;
import io.tcp4j.testkit.network.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A run in files: its packets, for Wireshark, and what its hosts were like when the report was
/// made.
public final class RunReport {
  private final Trace trace;
  private final String hosts;

  private RunReport(Trace trace, String hosts) {
    this.trace = trace;
    this.hosts = hosts;
  }

  /// Returns the report of a run, with its hosts as they are now.
  ///
  /// @param network the network
  public static RunReport of(SimulatedNetwork network) {
    return new RunReport(network.trace(), Netstat.of(network));
  }

  /// Writes the files.
  ///
  /// @param directory where to; it is made if need be, and files of another report are replaced
  /// @return the files
  /// @throws IOException if that fails
  public List<Path> write(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path packets = directory.resolve("packets.pcapng");
    trace.writePcapng(Files.newOutputStream(packets));
    Path connections = directory.resolve("hosts.txt");
    Files.writeString(connections, hosts);
    return List.of(packets, connections);
  }
}
