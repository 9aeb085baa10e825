package io.tcp4j.testkit.report;

import io.tcp4j.stack.IpStack;
import io.tcp4j.tcp.model.TcpInfo;
import io.tcp4j.testkit.network.Cable;
import io.tcp4j.testkit.network.Node;
import io.tcp4j.testkit.network.SimulatedNetwork;
import io.tcp4j.wire.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The hosts of a network in text: their connections as `netstat` and `ss` show them, and whatever
/// they have counted.
public final class Netstat {
  private static final String ROW = "%-12s %9s %9s  %-30s %s%s\n";

  private final StringBuilder out = new StringBuilder();

  private Netstat() {}

  /// Returns what all nodes are like now.
  ///
  /// @param network theirs
  public static String of(SimulatedNetwork network) {
    Netstat netstat = new Netstat();
    netstat.add("at %s s\n", seconds(network.now().toNanos()));
    for (Cable cable : network.cables()) {
      netstat.add("cable %s, %s\n", cable, cable.config().delay());
    }
    network.nodes().forEach(netstat::node);
    return netstat.out.toString();
  }

  private void add(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values));
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.6f", nanos / 1e9);
  }

  private void node(Node node) {
    List<IpAddress> addresses = node.addresses();
    add(
        "\n%s  %s\n",
        node, addresses.stream().map(IpAddress::toString).collect(Collectors.joining(" ")));
    if (!node.isUp()) {
      add("  is down\n");
      return;
    }
    IpStack stack = node.stack();
    add(ROW, "State", "Unread", "Unacked", "Local", "Remote", "");
    stack.connections().forEach(this::connection);
    add(
        "TIME-WAIT %d, orphans %d, memory %d bytes\n",
        stack.timeWaits(), stack.orphans(), stack.memoryUsed());
    stack.counters().snapshot().forEach(this::count);
  }

  private void count(String name, long count) {
    if (count > 0) {
      add("  %s %d\n", name, count);
    }
  }

  private void connection(TcpInfo info) {
    TcpInfo.Sending sending = info.sending();
    add(
        ROW,
        info.state(),
        info.receiving().unread(),
        sending.unacknowledged().bytes() + sending.unsent(),
        info.connection().local(),
        info.connection().remote(),
        info.ending() == null ? "" : "  " + info.ending());
    add(
        "    sent %d, received %d bytes; retransmissions %d, timeouts in a row %d, probes %d\n",
        info.totals().sentBytes(),
        info.totals().receivedBytes(),
        info.totals().retransmissions(),
        sending.timeouts(),
        sending.probes());
    add(
        "    cwnd %d, peer's window %d, own window %d, limited by %s; rtt %s, rto %s\n",
        sending.congestionWindow(),
        sending.window(),
        info.receiving().window(),
        sending.limit(),
        Duration.ofNanos(info.roundTrip().smoothed()),
        Duration.ofNanos(info.roundTrip().timeout()));
  }
}
