package io.tcp4j.testkit.report;

import io.tcp4j.stack.IpStack;
import io.tcp4j.tcp.model.TcpInfo;
import io.tcp4j.testkit.network.Cable;
import io.tcp4j.testkit.network.Node;
import io.tcp4j.testkit.network.SimulatedNetwork;
import io.tcp4j.wire.IpAddress;
import java.time.Duration;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The hosts of a network in text: their connections as `netstat` and `ss` show them, and whatever
/// they have counted.
public final class Netstat {
  private static final String ROW = "%-12s %9s %9s  %-30s %s%s\n";

  private final Formatter out = new Formatter(Locale.ROOT);

  private Netstat() {}

  /// Returns what all nodes are like now.
  ///
  /// @param network theirs
  public static String of(SimulatedNetwork network) {
    Netstat netstat = new Netstat();
    netstat.out.format("at %s s\n", seconds(network.now().toNanos()));
    for (Cable cable : network.cables()) {
      netstat.out.format("cable %s, %s\n", cable, cable.config().delay());
    }
    network.nodes().forEach(netstat::node);
    return netstat.out.toString();
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.6f", nanos / 1e9);
  }

  private void node(Node node) {
    List<IpAddress> addresses = node.addresses();
    out.format(
        "\n%s  %s\n",
        node, addresses.stream().map(IpAddress::toString).collect(Collectors.joining(" ")));
    if (!node.isUp()) {
      out.format("  is down\n");
      return;
    }
    IpStack stack = node.stack();
    out.format(ROW, "State", "Unread", "Unacked", "Local", "Remote", "");
    stack.connections().forEach(this::connection);
    out.format(
        "TIME-WAIT %d, orphans %d, memory %d bytes\n",
        stack.timeWaits(), stack.orphans(), stack.memoryUsed());
    stack.counters().snapshot().forEach(this::count);
  }

  private void count(String name, long count) {
    if (count > 0) {
      out.format("  %s %d\n", name, count);
    }
  }

  private void connection(TcpInfo info) {
    TcpInfo.Sending sending = info.sending();
    out.format(
        ROW,
        info.state(),
        info.receiving().unread(),
        sending.unacknowledged().bytes() + sending.unsent(),
        info.connection().local(),
        info.connection().remote(),
        info.ending() == null ? "" : "  " + info.ending());
    out.format(
        "    sent %d, received %d bytes; retransmissions %d, timeouts in a row %d, probes %d\n",
        info.totals().sentBytes(),
        info.totals().receivedBytes(),
        info.totals().retransmissions(),
        sending.timeouts(),
        sending.probes());
    out.format(
        "    cwnd %d, peer's window %d, own window %d, limited by %s; rtt %s, rto %s\n",
        sending.congestionWindow(),
        sending.window(),
        info.receiving().window(),
        sending.limit(),
        Duration.ofNanos(info.roundTrip().smoothed()),
        Duration.ofNanos(info.roundTrip().timeout()));
  }
}
