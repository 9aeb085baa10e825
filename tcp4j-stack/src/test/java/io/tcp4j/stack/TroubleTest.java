package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.link.LinkCapabilities;
import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.IcmpError;
import io.tcp4j.tcp.model.IcmpPolicy;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.Trouble;
import io.tcp4j.wire.ByteSlice;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.IcmpMessage;
import io.tcp4j.wire.UnreachableReason;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// ICMP errors as they come off the wire, and what the user hears of them (RFC 9293 §3.9.1.8,
/// §3.9.2.2).
class TroubleTest {
  private final List<String> told = new ArrayList<>();
  private final TcpHandler handler =
      new TcpHandler() {
        @Override
        public void onTrouble(TcpSocket socket, Trouble trouble) {
          told.add(trouble.toString());
        }

        @Override
        public void onEnded(TcpSocket socket, Ending ending) {
          told.add(ending.toString());
        }
      };

  private TwoStacks net = new TwoStacks();
  private TcpSocket client;

  @AfterEach
  void close() {
    net.close();
  }

  /// A connection with a byte on its way that will not arrive.
  private void outstanding(String server) throws IOException {
    TcpServerSocket listening = net.server.listen(at(server));
    client = net.connect(listening).client();
    net.until(() -> client.state() == State.ESTABLISHED);
    client.setHandler(handler);
    net.clientEnd.sent = new ArrayList<>();
    net.cut(true);
    assertThat(client.tryWrite(new byte[1], 0, 1)).isEqualTo(1);
  }

  /// A router says something about the last packet that the client has sent.
  private void icmp(IcmpMessage message) {
    boolean v4 = client.local().address().isV4();
    net.serverEnd.send(
        Wire.icmp(
            v4 ? "10.0.0.254" : "2001:db8::fe", client.local().address().toString(), message));
    net.time.runFor(Duration.ofMillis(1));
  }

  private ByteSlice quoted() {
    byte[] packet = net.clientEnd.sent.getLast();
    return ByteSlice.of(packet, 0, client.local().address().isV4() ? 28 : 48);
  }

  private IcmpMessage message(String type, int code) {
    return switch (type) {
      case "unreachable" ->
          new IcmpMessage.DestinationUnreachable(UnreachableReason.OTHER, code, quoted());
      case "time exceeded" -> new IcmpMessage.TimeExceeded(code == 1, quoted());
      case "parameter problem" -> new IcmpMessage.ParameterProblem(code, 0, quoted());
      default -> throw new IllegalArgumentException(type);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.2:7, unreachable, 0, NETWORK_UNREACHABLE",
    "10.0.0.2:7, unreachable, 1, HOST_UNREACHABLE",
    "10.0.0.2:7, unreachable, 5, SOURCE_ROUTE_FAILED",
    "[2001:db8::2]:7, unreachable, 0, NETWORK_UNREACHABLE",
    "[2001:db8::2]:7, unreachable, 3, HOST_UNREACHABLE",
  })
  @Rfc({"9293 MUST-56a", "9293 MUST-47", "9293 MUST-54"})
  void anUnreachableDestinationEndsNoConnection(
      String server, String type, int code, IcmpError error) throws IOException {
    isSoft(server, type, code, error);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.2:7, time exceeded, 0, TIME_EXCEEDED",
    "10.0.0.2:7, time exceeded, 1, TIME_EXCEEDED",
    "[2001:db8::2]:7, time exceeded, 0, TIME_EXCEEDED",
    "[2001:db8::2]:7, time exceeded, 1, TIME_EXCEEDED",
  })
  @Rfc({"9293 MUST-56b", "9293 MUST-47", "9293 MUST-54"})
  void timeExceededEndsNoConnection(String server, String type, int code, IcmpError error)
      throws IOException {
    isSoft(server, type, code, error);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.2:7, parameter problem, 0, PARAMETER_PROBLEM",
    "[2001:db8::2]:7, parameter problem, 0, PARAMETER_PROBLEM",
    "[2001:db8::2]:7, parameter problem, 1, UNKNOWN_NEXT_HEADER",
    "[2001:db8::2]:7, parameter problem, 2, PARAMETER_PROBLEM",
  })
  @Rfc({"9293 MUST-56c", "9293 MUST-47", "9293 MUST-54"})
  void aParameterProblemEndsNoConnection(String server, String type, int code, IcmpError error)
      throws IOException {
    isSoft(server, type, code, error);
  }

  private void isSoft(String server, String type, int code, IcmpError error) throws IOException {
    for (IcmpPolicy policy : IcmpPolicy.values()) {
      net.close();
      told.clear();
      net =
          new TwoStacks(
              LinkCapabilities.NONE, 1500, TcpConfig.builder().icmpPolicy(policy).build());
      outstanding(server);
      icmp(message(type, code));
      assertThat(client.state()).isEqualTo(State.ESTABLISHED);
      assertThat(client.softError()).isEqualTo(error);
      assertThat(told).containsExactly("ICMP: " + error);
      net.cut(false);
      net.until(() -> client.info().sending().unacknowledged().bytes() == 0);
      assertThat(client.softError()).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.2:7, unreachable, 2, unreachable",
    "10.0.0.2:7, unreachable, 3, refused by the peer",
    "[2001:db8::2]:7, unreachable, 1, unreachable",
    "[2001:db8::2]:7, unreachable, 4, refused by the peer",
  })
  @Rfc("9293 SHLD-26")
  void byTheLetterAHardErrorEndsTheConnection(String server, String type, int code, String ending)
      throws IOException {
    net.close();
    net =
        new TwoStacks(
            LinkCapabilities.NONE,
            1500,
            TcpConfig.builder().icmpPolicy(IcmpPolicy.RFC_9293).build());
    outstanding(server);
    icmp(message(type, code));
    assertThat(told).containsExactly(ending);
  }

  @Test
  @Rfc("9293 MUST-55")
  void aSourceQuenchIsDiscardedSilently() throws IOException {
    outstanding("10.0.0.2:7");
    long window = client.info().sending().congestionWindow();
    byte[] body = new byte[32];
    System.arraycopy(quoted().toByteArray(), 0, body, 4, 28);
    icmp(new IcmpMessage.Other(4, 0, ByteSlice.of(body)));
    assertThat(net.client.counters().get(DropReason.ICMP_UNKNOWN)).isEqualTo(1);
    assertThat(client.softError()).isNull();
    assertThat(client.info().sending().congestionWindow()).isEqualTo(window);
    assertThat(told).isEmpty();
  }

  @Test
  @Rfc({"9293 SHLD-9", "9293 N-1"})
  void excessiveRetransmissionIsReportedBeforeTheConnectionIsGivenUp() throws IOException {
    outstanding("10.0.0.2:7");
    net.time.runFor(Duration.ofMinutes(16));
    assertThat(told).containsExactly("no answer to 3 retransmissions", "timed out");
  }

  @Test
  @Rfc("9293 SHLD-20")
  void reportsCanBeSwitchedOff() throws IOException {
    outstanding("10.0.0.2:7");
    client.configure(config -> config.errorReports(false));
    icmp(message("unreachable", 1));
    net.time.runFor(Duration.ofMinutes(16));
    assertThat(told).containsExactly("timed out");
  }

  @ParameterizedTest
  @CsvSource({
    "-1, Connection timed out",
    "0, Network is unreachable",
    "1, No route to host",
    "2, Protocol not available",
    "13, No route to host",
  })
  void callsOnAConnectionThatTimedOutSayWhatTheNetworkSaid(int code, String message)
      throws IOException {
    outstanding("10.0.0.2:7");
    if (code >= 0) {
      icmp(message("unreachable", code));
    }
    net.time.runFor(Duration.ofMinutes(16));
    assertThat(client.ending()).isEqualTo(Ending.TIMED_OUT);
    assertThatThrownBy(() -> client.tryWrite(new byte[1], 0, 1))
        .isInstanceOf(SocketException.class)
        .hasMessage(message);
  }

  @Test
  void hostUnreachableIsTheJdksOwnException() throws IOException {
    outstanding("10.0.0.2:7");
    icmp(message("unreachable", 1));
    net.time.runFor(Duration.ofMinutes(16));
    assertThatThrownBy(() -> client.tryRead(new byte[1], 0, 1))
        .isInstanceOf(NoRouteToHostException.class);
  }
}
