package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.link.LinkCapabilities;
import io.tcp4j.link.Packet;
import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.ByteSlice;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.IcmpMessage;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpProtocol;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A router stands behind the client's link, and its next link is smaller: all that the client
/// sends and that is too big for it is thrown away, with or without a word.
class PathMtuTest {
  private static final String V4 = "10.0.0.2";
  private static final String V6 = "2001:db8::2";
  private static final int TEXT = 200_000;

  private final TwoStacks net =
      new TwoStacks(
          LinkCapabilities.NONE,
          1500,
          TcpConfig.builder().sendBuffer(TEXT).receiveBuffer(TEXT).build());
  private final IpHeader ip = new IpHeader();

  /// What the router says of the next link: its MTU, 0 as old ones, or less for nothing at all.
  private int says;

  private int largest;
  private int cut;
  private int tooBig;

  @AfterEach
  void close() {
    net.close();
  }

  private void router(int mtu, int says) {
    this.says = says;
    net.clientEnd.passes =
        packet -> {
          assertThat(IpCodec.decode(packet.array, packet.offset, packet.length, ip)).isNull();
          if (packet.length <= mtu) {
            largest = Math.max(largest, packet.length);
            return true;
          }
          if (ip.version == 4 && !ip.dontFragment) {
            cut++;
            return true;
          }
          tooBig++;
          answer(packet);
          return false;
        };
  }

  private void answer(Packet packet) {
    if (says < 0) {
      return;
    }
    byte[] quoted = new byte[Math.min(packet.length, 100)];
    System.arraycopy(packet.array, packet.offset, quoted, 0, quoted.length);
    IpAddress us = ip.source();
    byte[] message =
        Wire.icmp(
            us.isV4() ? "10.0.0.254" : "2001:db8::fe",
            us.toString(),
            new IcmpMessage.PacketTooBig(says, ByteSlice.of(quoted)));
    net.time.timer(() -> net.serverEnd.send(message)).arm(net.time.nanoTime() + 1_000_000);
  }

  /// Sends text to the server, all of which arrives.
  private TcpSocket transfer(String server) throws IOException {
    String address = server.equals(V6) ? "[" + V6 + "]" : server;
    try (TcpServerSocket listening = net.server.listen(at(address + ":80"))) {
      TwoStacks.Connected connected = net.connect(listening);
      net.transfer(connected.client(), connected.server(), TEXT);
      return connected.client();
    }
  }

  @ParameterizedTest
  @CsvSource({V4 + ", 1400", V4 + ", 1006", V4 + ", 552", V6 + ", 1400", V6 + ", 1280"})
  @Rfc({"1191 3", "8201 4"})
  void segmentsBecomeAsSmallAsThePathWantsThem(String server, int mtu) throws IOException {
    router(mtu, mtu);
    TcpSocket client = transfer(server);
    assertThat(client.info().sending().mtu()).isEqualTo(mtu);
    assertThat(largest).isEqualTo(mtu);
    assertThat(cut).isZero();
    // the first flight, of ten segments, and nothing after it
    assertThat(tooBig).isBetween(1, 10);
    assertThat(client.info().totals().retransmissions()).isLessThanOrEqualTo(30);
  }

  @ParameterizedTest
  @ValueSource(strings = {V4, V6})
  @Rfc({"1191 6.2", "8201 5.2"})
  void theNextConnectionKnowsItFromTheBeginning(String server) throws IOException {
    router(1300, 1300);
    transfer(server).close();
    tooBig = 0;
    assertThat(transfer(server).info().sending().mtu()).isEqualTo(1300);
    assertThat(tooBig).isZero();
  }

  @Test
  @Rfc("1191 6.3")
  void afterTenMinutesItIsForgotten() throws IOException {
    router(1300, 1300);
    transfer(V4).abort();
    net.time.runFor(Duration.ofMinutes(10));
    tooBig = 0;
    transfer(V4);
    assertThat(tooBig).isPositive();
  }

  @Test
  @Rfc({"1191 5", "1191 7"})
  void aRouterThatDoesNotSayItsMtuHasItGuessed() throws IOException {
    router(1100, 0);
    TcpSocket client = transfer(V4);
    assertThat(client.info().sending().mtu()).isEqualTo(1006);
  }

  @Test
  @Rfc("1191 3")
  void forAPathThatTakesLessThanTheMinimumRoutersCut() throws IOException {
    router(400, 400);
    TcpSocket client = transfer(V4);
    assertThat(client.info().sending().mtu()).isEqualTo(552);
    assertThat(cut).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {V4, V6})
  @Rfc({"4821 7.7", "2923 2.1"})
  void aBlackHoleIsFoundAndLeftBehind(String server) throws IOException {
    router(1300, -1);
    TcpSocket client = transfer(server);
    assertThat(client.info().sending().mtu()).isIn(1064, 1280);
    assertThat(net.time.nanoTime()).isLessThan(Duration.ofSeconds(10).toNanos());
  }

  @Test
  @Rfc("5927 4.1")
  void aMessageThatQuotesNobodysConnectionChangesNothing() throws IOException {
    router(1500, -1);
    TcpSocket client = transfer(V4);
    byte[] quoted = new byte[28];
    quoted[0] = 0x45;
    quoted[9] = IpProtocol.TCP;
    net.serverEnd.send(
        Wire.icmp("10.0.0.9", "10.0.0.1", new IcmpMessage.PacketTooBig(600, ByteSlice.of(quoted))));
    net.time.runFor(Duration.ofSeconds(1));
    assertThat(net.client.counters().get(DropReason.ICMP_BAD_QUOTE)).isEqualTo(1);
    assertThat(client.info().sending().mtu()).isEqualTo(1500);
    assertThat(net.client.knownPathMtus()).isZero();
  }

  @Test
  @Rfc("9293 MUST-20a")
  void whatIsKnownOfThePathIsForgottenWhenNobodyAnswersAnyMore() throws IOException {
    router(1300, 1300);
    TcpSocket client = transfer(V4);
    assertThat(net.client.knownPathMtus()).isEqualTo(1);
    net.clientEnd.cut = true;
    assertThat(client.tryWrite(new byte[1], 0, 1)).isEqualTo(1);
    net.time.runFor(Duration.ofSeconds(5));
    assertThat(net.client.knownPathMtus()).isZero();
  }
}
