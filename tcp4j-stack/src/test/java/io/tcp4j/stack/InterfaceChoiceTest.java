package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.link.VirtualTime;
import io.tcp4j.tcp.model.State;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpPrefix;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import java.io.IOException;
import java.net.BindException;
import java.net.NoRouteToHostException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Connections that are limited to one of two interfaces. The routes lead to the left one.
class InterfaceChoiceTest {
  private static final String PEER = "203.0.113.7";

  private final VirtualTime time = new VirtualTime();
  private final IpStack stack = IpStack.builder().scheduler(time).random(new Random(1)).build();
  private final Wire left = new Wire(1500);
  private final Wire right = new Wire(1400);
  private NetworkInterface byRight;

  @BeforeEach
  void attach() {
    NetworkInterface byLeft =
        stack.attach(left, IpPrefix.parse("10.0.0.1/24"), IpPrefix.parse("2001:db8::1/64"));
    byRight = stack.attach(right, IpPrefix.parse("192.0.2.1/24"));
    stack.addRoute(IpPrefix.parse("0.0.0.0/0"), byLeft);
  }

  @AfterEach
  void close() {
    stack.close();
  }

  private static byte[] segment(String to, int from, int port, int flags, long seq, long ack) {
    Segment segment = new Segment();
    segment.sourcePort = from;
    segment.destinationPort = port;
    segment.flags = flags;
    segment.seq = seq;
    segment.ack = ack;
    segment.wnd = 1000;
    return Wire.tcp(PEER, to, segment);
  }

  private static byte[] syn(String to) {
    return segment(to, 1234, 80, TcpFlags.SYN, 5, 0);
  }

  private static OpenOptions toPeer() {
    return OpenOptions.to(at(PEER + ":80"));
  }

  @Test
  void anOpenLeavesByItsInterfaceAndFromItsAddressWhateverTheRoutesSay() throws IOException {
    stack.open(toPeer(), null);
    assertThat(left.sent).hasSize(1);
    TcpSocket socket = stack.open(toPeer().by(byRight), null);
    assertThat(right.lastHeader().source()).isEqualTo(IpAddress.parse("192.0.2.1"));
    assertThat(right.lastSegment().mss).isEqualTo(1360);
    assertThat(socket.local().address()).isEqualTo(IpAddress.parse("192.0.2.1"));
    assertThat(left.sent).hasSize(1);
  }

  @Test
  void whatComesByAnotherInterfaceIsNotItsOwn() throws IOException {
    TcpSocket socket = stack.open(toPeer().by(byRight), null);
    long iss = right.lastSegment().seq;
    byte[] answer =
        segment(
            "192.0.2.1",
            80,
            socket.local().port(),
            TcpFlags.SYN | TcpFlags.ACK,
            9,
            iss + 1 & 0xffff_ffffL);
    left.arrive(answer);
    assertThat(socket.state()).isEqualTo(State.SYN_SENT);
    assertThat(stack.counters().get(DropReason.TCP_OTHER_INTERFACE)).isOne();
    assertThat(left.sent).isEmpty();
    right.arrive(answer);
    assertThat(socket.state()).isEqualTo(State.ESTABLISHED);
  }

  @Test
  void aConnectionWithoutOneTakesWhatComesByAnyInterface() throws IOException {
    stack.listen(at("0.0.0.0:80"));
    right.arrive(syn("10.0.0.1")); // RFC 1122 §3.3.4.2
    assertThat(left.lastSegment().flags).isEqualTo(TcpFlags.SYN | TcpFlags.ACK);
  }

  @Test
  void aListenerAnswersByItsInterfaceWhatComesByIt() throws IOException {
    TcpServerSocket listening = stack.listen(ListenOptions.at(at("0.0.0.0:80")).by(byRight), null);
    left.arrive(syn("192.0.2.1"));
    assertThat(left.lastSegment().flags).isEqualTo(TcpFlags.RST | TcpFlags.ACK);
    right.arrive(syn("192.0.2.1"));
    Segment answer = right.lastSegment();
    assertThat(answer.flags).isEqualTo(TcpFlags.SYN | TcpFlags.ACK);
    right.arrive(segment("192.0.2.1", 1234, 80, TcpFlags.ACK, 6, answer.seq + 1 & 0xffff_ffffL));
    TcpSocket accepted = listening.tryAccept();
    accepted.tryWrite(new byte[] {1}, 0, 1);
    assertThat(right.lastSegment().textLength).isOne();
    accepted.abort();
    assertThat(right.lastSegment().has(TcpFlags.RST)).isTrue();
    assertThat(left.sent).hasSize(1);
  }

  @Test
  void itRefusesByItsInterfaceToo() throws IOException {
    stack.listen(ListenOptions.at(at("0.0.0.0:80")).by(byRight), null);
    right.arrive(segment("192.0.2.1", 1234, 80, TcpFlags.ACK, 5, 7));
    assertThat(right.lastSegment().flags).isEqualTo(TcpFlags.RST);
    assertThat(left.sent).isEmpty();
  }

  @Test
  void ofTwoListenersTheOneWithAnInterfaceGetsWhatComesByIt() throws IOException {
    stack.listen(at("192.0.2.1:80"));
    ListenOptions options = ListenOptions.at(at("192.0.2.1:80")).by(byRight);
    stack.listen(options, null);
    right.arrive(syn("192.0.2.1"));
    assertThat(right.lastSegment().flags).isEqualTo(TcpFlags.SYN | TcpFlags.ACK);
    assertThat(left.sent).isEmpty();
    left.arrive(segment("192.0.2.1", 4321, 80, TcpFlags.SYN, 5, 0));
    assertThat(left.lastSegment().flags).isEqualTo(TcpFlags.SYN | TcpFlags.ACK);
    assertThatThrownBy(() -> stack.listen(options, null)).isInstanceOf(BindException.class);
  }

  @Test
  void aChosenPortIsForTheInterface() throws IOException {
    TcpServerSocket listening = stack.listen(ListenOptions.at(at("0.0.0.0:0")).by(byRight), null);
    int port = listening.local().port();
    left.arrive(segment("192.0.2.1", 1234, port, TcpFlags.SYN, 5, 0));
    assertThat(left.lastSegment().has(TcpFlags.RST)).isTrue();
    right.arrive(segment("192.0.2.1", 1234, port, TcpFlags.SYN, 5, 0));
    assertThat(right.lastSegment().has(TcpFlags.SYN)).isTrue();
  }

  @Test
  void thisHostIsNotReachedByAnInterfaceToOthers() {
    assertThatThrownBy(() -> stack.open(OpenOptions.to(at("10.0.0.1:80")).by(byRight), null))
        .isInstanceOf(NoRouteToHostException.class);
  }

  @Test
  void anotherStacksInterfaceIsRefused() {
    try (IpStack other = IpStack.builder().scheduler(time).random(new Random(2)).build()) {
      NetworkInterface foreign = other.attach(new Wire(1500), IpPrefix.parse("10.5.0.1/24"));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> stack.open(toPeer().by(foreign), null))
          .withMessage("wire is no interface of this stack");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> stack.listen(ListenOptions.at(at("0.0.0.0:80")).by(foreign), null))
          .withMessage("wire is no interface of this stack");
    }
  }

  @Test
  void aListenerCanTakeIpv6Only() throws IOException {
    stack.listen(ListenOptions.at(IpPrefix.parse("::/0"), 80), null);
    right.arrive(syn("192.0.2.1"));
    assertThat(left.lastSegment().flags).isEqualTo(TcpFlags.RST | TcpFlags.ACK);
    Segment v6 = new Segment();
    v6.sourcePort = 1234;
    v6.destinationPort = 80;
    v6.flags = TcpFlags.SYN;
    left.arrive(Wire.tcp("2001:db8::2", "2001:db8::1", v6));
    assertThat(left.lastSegment().flags).isEqualTo(TcpFlags.SYN | TcpFlags.ACK);
  }
}
