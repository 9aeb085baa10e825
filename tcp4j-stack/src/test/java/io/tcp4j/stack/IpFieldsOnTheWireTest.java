package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tcp4j.link.LinkCapabilities;
import io.tcp4j.rfc.Rfc;
import io.tcp4j.stack.TwoStacks.Connected;
import io.tcp4j.tcp.model.EcnMode;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpInfo;
import io.tcp4j.wire.Ecn;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The Diffserv field and the hop limit, from socket to socket.
class IpFieldsOnTheWireTest {
  private static final TcpConfig CONFIG =
      TcpConfig.builder().dscp(46).hopLimit(255).ecn(EcnMode.ACTIVE).build();

  private static IpHeader header(byte[] packet) {
    IpHeader ip = new IpHeader();
    assertThat(IpCodec.decode(packet, 0, packet.length, ip)).isNull();
    return ip;
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.2:80", "[2001:db8::2]:80"})
  @Rfc({"9293 MUST-48", "9293 MUST-49", "9293 SHLD-22", "9293 MAY-9"})
  void allPacketsOfAConnectionHaveThemInBothFamilies(String where) throws IOException {
    try (TwoStacks net = new TwoStacks(LinkCapabilities.NONE, 1500, CONFIG)) {
      net.clientEnd.sent = new ArrayList<>();
      Connected ends = net.connect(net.server.listen(at(where)));
      net.transfer(ends.client(), ends.server(), 10_000);
      ends.client().abort();
      List<IpHeader> headers =
          net.clientEnd.sent.stream().map(IpFieldsOnTheWireTest::header).toList();
      assertThat(headers).allMatch(ip -> ip.trafficClass >>> 2 == 46 && ip.hopLimit == 255);
      assertThat(headers).anyMatch(ip -> Ecn.of(ip.trafficClass) == Ecn.ECT_0);
      assertThat(headers).anyMatch(ip -> Ecn.of(ip.trafficClass) == Ecn.NOT_ECT);
      TcpInfo.Receiving seen = ends.server().info().receiving();
      assertThat(seen.dscp()).isEqualTo(46);
      assertThat(seen.hopLimit()).isEqualTo(255);
    }
  }

  @Test
  @Rfc({"9293 SHLD-21", "9293 MUST-49"})
  void theyChangeWhileTheConnectionIsOpen() throws IOException {
    try (TwoStacks net = new TwoStacks()) {
      Connected ends = net.connect(net.server.listen(at("10.0.0.2:80")));
      ends.client().configure(config -> config.dscp(8).hopLimit(3));
      assertThat(ends.client().config().dscp()).isEqualTo(8);
      net.transfer(ends.client(), ends.server(), 10);
      assertThat(ends.server().info().receiving().dscp()).isEqualTo(8);
      assertThat(ends.server().info().receiving().hopLimit()).isEqualTo(3);
    }
  }

  @Test
  @Rfc("9293 MUST-49")
  void resetsOfNoConnectionHaveThoseOfTheStack() throws IOException {
    try (TwoStacks net = new TwoStacks(LinkCapabilities.NONE, 1500, CONFIG)) {
      net.serverEnd.sent = new ArrayList<>();
      TcpSocket refused = net.client.open(at("10.0.0.2:80"));
      net.until(() -> refused.ending() != null);
      assertThat(header(net.serverEnd.sent.getFirst()).trafficClass).isEqualTo(46 << 2);
      assertThat(header(net.serverEnd.sent.getFirst()).hopLimit).isEqualTo(255);
    }
  }

  @Test
  @Rfc("5082 3")
  void aListenerCanTakeNeighboursOnly() throws IOException {
    try (TwoStacks net = new TwoStacks()) {
      TcpConfig near = TcpConfig.builder().minHopLimit(255).hopLimit(255).build();
      TcpServerSocket listening = net.server.listen(at("10.0.0.2:80"), 5, near, null);
      TcpSocket far = net.client.open(at("10.0.0.2:80"));
      net.time.runFor(Duration.ofSeconds(5));
      assertThat(listening.tryAccept()).isNull();
      far.abort();
      net.client.open(at("10.0.0.2:80"), null, near, null);
      assertThat(net.accept(listening)).isNotNull();
    }
  }

  @Test
  void whatIsSettledOrOutOfRangeIsRefusedByName() throws IOException {
    try (TwoStacks net = new TwoStacks()) {
      TcpSocket socket = net.client.open(at("10.0.0.2:80"));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> socket.configure(config -> config.dscp(64)))
          .withMessage("dscp 64 is not in 0..63");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> socket.configure(config -> config.sack(false)))
          .withMessage("sack true cannot become false: it is settled when a connection is opened");
      assertThat(socket.config()).isEqualTo(TcpConfig.DEFAULT);
    }
  }
}
