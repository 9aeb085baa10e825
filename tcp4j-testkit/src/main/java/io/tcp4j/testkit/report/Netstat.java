package io.tcp4j.testkit.report;

import io.tcp4j.link.impair.RuleCounts;
import io.tcp4j.stack.IpStack;
import io.tcp4j.stack.ListenerInfo;
import io.tcp4j.tcp.model.TcpInfo;
import io.tcp4j.testkit.network.Cable;
import io.tcp4j.testkit.network.Fault;
import io.tcp4j.testkit.network.Node;
import io.tcp4j.testkit.network.SimulatedNetwork;
import io.tcp4j.wire.IpAddress;
import java.util.Formatter;
import java.util.Locale;
import java.util.stream.Collectors;

/// The hosts of a network in text, as `netstat` and `ss` show them: addresses and routes, who
/// listens, connections, and whatever they have counted; before them the cables and the faults.
public final class Netstat {
  /// As `ss` has it, what is queued stands in the same columns for listeners and connections.
  private static final String ROW = "%-12s %9s %9s  %-30s %s\n";

  private final Formatter out = new Formatter(Locale.ROOT);

  private Netstat() {}

  /// Returns what all nodes are like now.
  ///
  /// @param network theirs
  public static String of(SimulatedNetwork network) {
    Netstat netstat = new Netstat();
    netstat.out.format("at %.6f s\n", network.now().toNanos() / 1e9);
    network.cables().forEach(netstat::cable);
    network.faults().forEach(netstat::fault);
    network.nodes().forEach(netstat::node);
    return netstat.out.toString();
  }

  private void cable(Cable cable) {
    out.format(
        "cable %s: %s each way, MTU %d\n",
        cable, millis(cable.config().delay().toNanos()), cable.config().mtu());
  }

  private void fault(Fault fault) {
    RuleCounts counts = fault.counts();
    out.format(
        "fault %s: %d of %d packets touched, %d dropped, %d added, %d held\n",
        fault.name(),
        counts.touched(),
        counts.seen(),
        counts.dropped(),
        counts.added(),
        counts.held());
  }

  private void node(Node node) {
    out.format(
        "\n%s  %s\n",
        node, node.addresses().stream().map(IpAddress::toString).collect(Collectors.joining(" ")));
    node.routes().forEach((prefix, cable) -> out.format("  %s by %s\n", prefix, cable));
    if (!node.isUp()) {
      out.format("  is down\n");
      return;
    }
    IpStack stack = node.stack();
    out.format(ROW, "State", "Unread", "Unacked", "Local", "Remote");
    stack.listeners().forEach(this::listener);
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

  private void listener(ListenerInfo info) {
    out.format(ROW, "LISTEN", info.waiting(), info.backlog(), info.scope(), "");
    out.format(
        "    %d of %d wait to be accepted, %d handshakes under way\n",
        info.waiting(), info.backlog(), info.handshakes());
  }

  private void connection(TcpInfo info) {
    TcpInfo.Sending sending = info.sending();
    String remote = info.connection().remote().toString();
    out.format(
        ROW,
        info.state(),
        info.receiving().unread(),
        sending.unacknowledged().bytes() + sending.unsent(),
        info.connection().local(),
        info.ending() == null ? remote : remote + "  " + info.ending());
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
        millis(info.roundTrip().smoothed()),
        millis(info.roundTrip().timeout()));
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.3f ms", nanos / 1e6);
  }
}
