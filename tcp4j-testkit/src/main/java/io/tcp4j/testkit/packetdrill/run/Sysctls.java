package io.tcp4j.testkit.packetdrill.run;

import io.tcp4j.tcp.model.EcnMode;
import io.tcp4j.tcp.model.SynCookies;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.UrgentPointer;
import io.tcp4j.testkit.packetdrill.call.Dialect;
import io.tcp4j.testkit.packetdrill.call.UnsupportedCallException;
import java.time.Duration;
import java.util.Set;

/// The settings of a kernel by their names, as the configuration of the stack that they stand for.
final class Sysctls {
  /// Settings that change nothing that a script can see here.
  private static final Set<String> INDIFFERENT =
      Set.of(
          "net.inet.tcp.blackhole",
          "net.inet.tcp.hostcache.purgenow",
          "net.inet.tcp.rexmit_slop",
          "net.inet.tcp.rexmit_drop_options",
          "net.inet.tcp.rfc3390",
          "net.ipv4.tcp_tso_win_divisor",
          "net.ipv4.tcp_min_tso_segs",
          "net.ipv4.tcp_fastopen",
          "net.ipv4.tcp_fastopen_key",
          "net.ipv4.tcp_no_metrics_save");

  private TcpConfig config;

  Sysctls(Dialect dialect) {
    config = defaults(dialect);
  }

  /// What the suites begin with.
  private static TcpConfig defaults(Dialect dialect) {
    TcpConfig.Builder config = TcpConfig.builder().urgentInline(false);
    return switch (dialect) {
      // tcp_rmem and tcp_wmem of the suite: the window scale follows from the largest buffer
      case LINUX ->
          config
              .receiveBuffer(540_000)
              .largestReceiveBuffer(15_000_000)
              .sendBuffer(4 << 20)
              .quickAcks(16)
              .slowStartAfterIdle(false)
              .ecn(EcnMode.OFF)
              .build();
      case FREEBSD ->
          config
              .receiveBuffer(65_536)
              .largestReceiveBuffer(2 << 20)
              .sendBuffer(32_768)
              .segmentsPerAck(2)
              .missingTimestamps(false)
              .timeWaitReuse(false)
              .build();
    };
  }

  TcpConfig config() {
    return config;
  }

  /// Sets one.
  ///
  /// @throws UnsupportedCallException if it asks for what the stack does not do
  void set(String name, String value) {
    TcpConfig.Builder builder = config.toBuilder();
    switch (name) {
      case "net.inet.tcp.recvspace" -> builder.receiveBuffer(Integer.parseInt(value));
      case "net.inet.tcp.sendspace" -> builder.sendBuffer(Integer.parseInt(value));
      case "net.inet.tcp.delacktime" -> builder.delayedAck(millis(value));
      case "net.inet.tcp.rexmit_initial" -> builder.initialRto(millis(value));
      case "net.inet.tcp.keepinit" -> builder.openTimeout(millis(value));
      case "net.inet.tcp.insecure_rst", "net.inet.tcp.insecure_syn" -> must(name, value, "0");
      case "net.inet.tcp.drop_synfin" -> builder.synWithFin(value.equals("0"));
      case "kern.ipc.maxsockbuf" -> builder.largestReceiveBuffer(Integer.parseInt(value));
      case "net.ipv4.tcp_slow_start_after_idle" -> builder.slowStartAfterIdle(!value.equals("0"));
      case "net.inet.tcp.rfc1323" ->
          builder.windowScaling(!value.equals("0")).timestamps(!value.equals("0"));
      case "net.ipv4.tcp_window_scaling" -> builder.windowScaling(!value.equals("0"));
      case "net.ipv4.tcp_stdurg" ->
          builder.urgentPointer(
              value.equals("0") ? UrgentPointer.FOLLOWING_OCTET : UrgentPointer.LAST_OCTET);
      case "net.ipv4.tcp_timestamps" -> builder.timestamps(!value.equals("0"));
      case "net.ipv4.tcp_syncookies" -> builder.synCookies(cookies(value));
      case "net.inet.tcp.sack.enable", "net.ipv4.tcp_sack" -> builder.sack(!value.equals("0"));
      case "net.inet.tcp.ecn.enable", "net.ipv4.tcp_ecn" -> builder.ecn(ecn(value));
      case "net.inet.tcp.tolerate_missing_ts" -> builder.missingTimestamps(!value.equals("0"));
      default -> {
        if (!INDIFFERENT.contains(name)) {
          throw new UnsupportedCallException("setting " + name);
        }
      }
    }
    config = builder.build();
  }

  /// Off, by both sides, or only when asked: in both kernels the same numbers.
  private static EcnMode ecn(String value) {
    return switch (value) {
      case "0" -> EcnMode.OFF;
      case "1" -> EcnMode.ACTIVE;
      case "2" -> EcnMode.PASSIVE;
      default -> throw new UnsupportedCallException("ECN mode " + value);
    };
  }

  private static SynCookies cookies(String value) {
    return switch (value) {
      case "0" -> SynCookies.NEVER;
      case "1" -> SynCookies.WHEN_FULL;
      case "2" -> SynCookies.ALWAYS;
      default -> throw new UnsupportedCallException("SYN cookies " + value);
    };
  }

  private static Duration millis(String value) {
    return Duration.ofMillis(Long.parseLong(value));
  }

  private static void must(String name, String value, String supported) {
    if (!value.equals(supported)) {
      throw new UnsupportedCallException("setting " + name + "=" + value);
    }
  }
}
