package io.tcp4j.testkit.report;

import io.tcp4j.testkit.drawing.TextStyle;
import io.tcp4j.testkit.ladder.Ladder;
import io.tcp4j.testkit.ladder.SvgLadder;
import io.tcp4j.testkit.ladder.TextLadder;
import io.tcp4j.testkit.network.SimulatedNetwork;
import io.tcp4j.testkit.network.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A run in files: its packets, for Wireshark; a ladder of each connection, as text and as a
/// picture; and what its hosts were like when the report was made.
public final class RunReport {
  /// So many connections are drawn, the last ones.
  private static final int LADDERS = 20;

  private static final TextStyle STYLE = new TextStyle(false, false, TextStyle.MAXIMUM_COLUMNS);

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
    List<Path> files = new ArrayList<>(List.of(packets, connections));
    List<Ladder> ladders = TraceLadders.of(trace);
    if (!ladders.isEmpty()) {
      files.addAll(draw(ladders, directory));
    }
    return files;
  }

  private static List<Path> draw(List<Ladder> all, Path directory) throws IOException {
    List<Ladder> last = all.subList(Math.max(0, all.size() - LADDERS), all.size());
    Path text = directory.resolve("ladder.txt");
    Files.writeString(
        text,
        last.stream()
            .map(ladder -> TextLadder.draw(ladder, STYLE))
            .collect(Collectors.joining("\n\n")));
    Path picture = directory.resolve("ladder.svg");
    Files.writeString(picture, SvgLadder.draw(last));
    return List.of(text, picture);
  }
}
