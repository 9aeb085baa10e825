package io.tcp4j.testkit.packetdrill.run;

import io.tcp4j.tcp.model.CongestionState;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpInfo;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Linux's `tcp_info` as the variables of scripts: sizes of the sender in segments, times in
/// microseconds.
final class TcpInfoVariables {
  private static final double INFINITE = 0x7fff_ffff;

  private TcpInfoVariables() {}

  /// The variables of a connection, and the constants that go with them.
  ///
  /// @param info what is known of it; null where there is none
  /// @param without the state of a socket without a connection
  static Map<String, Double> of(@Nullable TcpInfo info, State without) {
    Map<String, Double> variables = new HashMap<>();
    for (State state : State.values()) {
      String name = linux(state);
      variables.put("TCP_" + name, (double) number(state));
      // FreeBSD's names
      String other = state == State.SYN_RECEIVED ? "SYN_RECEIVED" : name;
      variables.put("TCPI_" + other, (double) number(state));
    }
    variables.put("TCPI_CLOSED", (double) number(State.CLOSED));
    variables.put("TCP_CA_Open", 0.0);
    variables.put("TCP_CA_Disorder", 1.0);
    variables.put("TCP_CA_CWR", 2.0);
    variables.put("TCP_CA_Recovery", 3.0);
    variables.put("TCP_CA_Loss", 4.0);
    variables.put("TCPI_OPT_TIMESTAMPS", 1.0);
    variables.put("TCPI_OPT_SACK", 2.0);
    variables.put("TCPI_OPT_WSCALE", 4.0);
    variables.put("TCPI_OPT_ECN", 8.0);
    variables.put("TCPI_OPT_ECN_SEEN", 16.0);
    variables.put("TCPI_OPT_SYN_DATA", 32.0);
    variables.put("tcpi_state", (double) number(info == null ? without : info.state()));
    variables.put("tcpi_options", 0.0);
    if (info != null) {
      of(info, variables);
    }
    return variables;
  }

  private static void of(TcpInfo info, Map<String, Double> variables) {
    sending(info.sending(), variables);
    options(info, variables);
    TcpInfo.Receiving receiving = info.receiving();
    put(variables, "rcv_mss", receiving.mss());
    put(variables, "advmss", receiving.advertisedMss());
    put(variables, "rcv_wnd", receiving.window());
    put(variables, "ato", micros(receiving.ackDelay()));
    TcpInfo.RoundTrip roundTrip = info.roundTrip();
    put(variables, "rto", micros(roundTrip.timeout()));
    put(variables, "rtt", micros(roundTrip.smoothed()));
    put(variables, "rttvar", micros(roundTrip.variation()));
    put(variables, "min_rtt", micros(roundTrip.smallest()));
    TcpInfo.Since since = info.since();
    put(variables, "last_data_sent", millis(since.textSent()));
    put(variables, "last_data_recv", millis(since.textReceived()));
    put(variables, "last_ack_recv", millis(since.ackReceived()));
    totals(info.totals(), variables);
  }

  private static void sending(TcpInfo.Sending sending, Map<String, Double> variables) {
    double mss = Math.max(1, sending.mss());
    put(variables, "ca_state", number(sending.congestionState()));
    put(variables, "snd_mss", mss);
    put(variables, "pmtu", sending.mtu());
    put(variables, "snd_wnd", sending.window());
    put(variables, "snd_cwnd", Math.floor(sending.congestionWindow() / mss));
    put(
        variables,
        "snd_ssthresh",
        sending.slowStartThreshold() == Long.MAX_VALUE
            ? INFINITE
            : Math.floor(sending.slowStartThreshold() / mss));
    put(variables, "reordering", sending.duplicateThreshold());
    put(variables, "unacked", sending.unacknowledged().segments());
    put(variables, "sacked", sending.sacked().segments());
    // what was sent again still counts as lost there
    put(variables, "lost", sending.lost().segments() + sending.resent().segments());
    put(variables, "retrans", sending.resent().segments());
    put(variables, "notsent_bytes", sending.unsent());
    put(variables, "retransmits", sending.timeouts());
    put(variables, "backoff", sending.backOffs());
    put(variables, "probes", sending.probes());
    put(variables, "busy_time", micros(sending.busy()));
    put(variables, "rwnd_limited", micros(sending.busyWithoutWindow()));
    put(variables, "sndbuf_limited", micros(sending.busyWithoutText()));
  }

  private static void options(TcpInfo info, Map<String, Double> variables) {
    TcpInfo.Options options = info.options();
    put(
        variables,
        "options",
        (options.timestamps() ? 1 : 0)
            + (options.sack() ? 2 : 0)
            + (options.windowScaling() ? 4 : 0)
            + (options.ecn() ? 8 : 0)
            + (info.receiving().ecnSeen() ? 16 : 0));
    put(variables, "snd_wscale", options.sendShift());
    put(variables, "rcv_wscale", options.receiveShift());
  }

  private static void totals(TcpInfo.Totals totals, Map<String, Double> variables) {
    put(variables, "total_retrans", totals.retransmissions());
    put(variables, "bytes_acked", totals.acknowledgedBytes());
    put(variables, "bytes_received", totals.receivedBytes());
    put(variables, "bytes_sent", totals.sentBytes() + totals.resentBytes());
    put(variables, "bytes_retrans", totals.resentBytes());
    put(variables, "segs_out", totals.segmentsSent());
    put(variables, "segs_in", totals.segmentsReceived());
    put(variables, "data_segs_out", totals.textSegmentsSent());
    put(variables, "data_segs_in", totals.textSegmentsReceived());
    put(variables, "dsack_dups", totals.duplicatesReported());
    put(variables, "rcv_ooopack", totals.outOfOrder());
  }

  private static void put(Map<String, Double> variables, String name, double value) {
    variables.put("tcpi_" + name, value);
  }

  private static void put(Map<String, Double> variables, String name, long value) {
    put(variables, name, (double) value);
  }

  private static double micros(long nanos) {
    return nanos / 1e3;
  }

  private static double millis(long nanos) {
    return Math.floor(nanos / 1e6);
  }

  private static double number(CongestionState state) {
    return switch (state) {
      case OPEN -> 0;
      case DISORDER -> 1;
      case REDUCED -> 2;
      case RECOVERY -> 3;
      case LOSS -> 4;
    };
  }

  private static String linux(State state) {
    return switch (state) {
      case CLOSED -> "CLOSE";
      case SYN_RECEIVED -> "SYN_RECV";
      case FIN_WAIT_1 -> "FIN_WAIT1";
      case FIN_WAIT_2 -> "FIN_WAIT2";
      case LISTEN, SYN_SENT, ESTABLISHED, CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT -> state.name();
    };
  }

  private static int number(State state) {
    return switch (state) {
      case ESTABLISHED -> 1;
      case SYN_SENT -> 2;
      case SYN_RECEIVED -> 3;
      case FIN_WAIT_1 -> 4;
      case FIN_WAIT_2 -> 5;
      case TIME_WAIT -> 6;
      case CLOSED -> 7;
      case CLOSE_WAIT -> 8;
      case LAST_ACK -> 9;
      case LISTEN -> 10;
      case CLOSING -> 11;
    };
  }
}
