package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.State;
import io.tcp4j.wire.IpPrefix;
import java.io.IOException;
import java.net.BindException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Addresses of whole prefixes as a host's own: to listen at, and to connect from.
class PrefixTest {
  private static final IpPrefix NETWORK_V4 = IpPrefix.parse("198.51.100.0/24");
  private static final IpPrefix NETWORK_V6 = IpPrefix.parse("2001:db8:5::/48");

  private final TwoStacks net = new TwoStacks();

  PrefixTest() {
    for (IpPrefix prefix : List.of(NETWORK_V4, NETWORK_V6)) {
      net.client.addRoute(prefix, net.clientInterface);
      net.server.addLocal(prefix, net.serverInterface);
    }
  }

  @AfterEach
  void close() {
    net.close();
    net.assertNothingLeft();
  }

  private TcpServerSocket listen(ListenOptions options) throws IOException {
    return net.server.listen(options, null);
  }

  private Ending endingOf(String where) throws IOException {
    TcpSocket socket = net.client.open(at(where));
    net.until(() -> socket.ending() != null);
    return socket.ending();
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.51.100.7:443", "198.51.100.255:65535", "[2001:db8:5::7]:1"})
  void aListenerOnAPrefixTakesEveryAddressAndPort(String where) throws IOException {
    boolean v4 = at(where).address().isV4();
    TcpServerSocket listening = listen(ListenOptions.at(v4 ? NETWORK_V4 : NETWORK_V6));
    TcpSocket client = net.client.open(at(where));
    TcpSocket server = net.accept(listening);

    assertThat(server.local()).as("the original destination").isEqualTo(at(where));
    net.transfer(client, server, 10_000);
    net.transfer(server, client, 10_000);
  }

  @Test
  void aListenerOnOnePortOfAPrefixTakesNoOther() throws IOException {
    TcpServerSocket listening = listen(ListenOptions.at(NETWORK_V4, 80));
    TcpSocket client = net.client.open(at("198.51.100.9:80"));

    assertThat(net.accept(listening).remote()).isEqualTo(client.local());
    assertThat(endingOf("198.51.100.9:81")).isEqualTo(Ending.REFUSED);
  }

  /// Longer prefixes first, and of the same length one port before all.
  @Test
  void theMostSpecificListenerGetsTheConnection() throws IOException {
    List<ListenOptions> narrowestFirst =
        List.of(
            ListenOptions.at(at("198.51.100.7:80")),
            ListenOptions.at(IpPrefix.parse("198.51.100.7/32")),
            ListenOptions.at(IpPrefix.parse("198.51.100.0/25"), 80),
            ListenOptions.at(IpPrefix.parse("198.51.100.0/25")),
            ListenOptions.at(NETWORK_V4, 80),
            ListenOptions.at(NETWORK_V4),
            ListenOptions.at(at("0.0.0.0:80")),
            ListenOptions.at(IpPrefix.parse("0.0.0.0/0")),
            ListenOptions.at(at("[::]:80")));
    for (ListenOptions options : narrowestFirst.reversed()) {
      TcpServerSocket listening = listen(options);
      net.client.open(at("198.51.100.7:80"));
      assertThat(net.accept(listening)).as(options.toString()).isNotNull();
    }
    TcpServerSocket sixthOnly = listen(ListenOptions.at(IpPrefix.parse("::/0"), 80));
    net.client.open(at("[2001:db8:5::7]:80"));
    assertThat(net.accept(sixthOnly)).as("one family before both").isNotNull();
  }

  @Test
  void theSamePrefixAndPortCanBeListenedAtOnce() throws IOException {
    listen(ListenOptions.at(NETWORK_V4));
    listen(ListenOptions.at(NETWORK_V4, 80));
    for (ListenOptions options :
        List.of(
            ListenOptions.at(IpPrefix.parse("198.51.100.77/24")),
            ListenOptions.at(NETWORK_V4, 80))) {
      assertThatThrownBy(() -> listen(options))
          .isInstanceOf(BindException.class)
          .hasMessage("Address already in use");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.51.0.0/16", "203.0.113.0/24", "10.0.0.0/24", "2001:db8::/32"})
  void onlyPrefixesOfOwnAddressesCanBeListenedAt(String prefix) {
    assertThatThrownBy(() -> listen(ListenOptions.at(IpPrefix.parse(prefix))))
        .isInstanceOf(BindException.class)
        .hasMessage("Cannot assign requested address");
  }

  @Test
  void aListenerForAnyPortLeavesPortsToActiveOpens() throws IOException {
    listen(ListenOptions.at(IpPrefix.parse("0.0.0.0/0")));
    TcpServerSocket elsewhere = net.client.listen(at("10.0.0.1:9"));
    TcpSocket socket = net.server.open(at("10.0.0.1:9"), at("10.0.0.2:4000"), null, null);

    assertThat(net.accept(elsewhere).remote()).isEqualTo(at("10.0.0.2:4000"));
    net.until(() -> socket.state() == State.ESTABLISHED);
  }

  @ParameterizedTest
  @CsvSource({
    "198.51.100.50:0,10.0.0.1:9",
    "198.51.100.50:4321,10.0.0.1:9",
    "[2001:db8:5::50]:4321,[2001:db8::1]:9"
  })
  void aConnectionMayBeFromAnAddressOfAPrefixWhereThatIsSaid(String from, String to)
      throws IOException {
    TcpServerSocket elsewhere = net.client.listen(at(to));
    TcpSocket socket = net.server.open(OpenOptions.to(at(to)).fromNonLocal(at(from)), null);
    TcpSocket peer = net.accept(elsewhere);

    assertThat(peer.remote()).isEqualTo(socket.local());
    assertThat(socket.local().address()).isEqualTo(at(from).address());
    net.transfer(socket, peer, 10_000);
    net.transfer(peer, socket, 10_000);
  }

  @Test
  void aConnectionFromAnotherHostsAddressNeedsBothTheWordAndThePrefix() {
    OpenOptions to = OpenOptions.to(at("10.0.0.1:9"));
    for (OpenOptions options :
        List.of(
            to.from(at("198.51.100.50:0")),
            to.fromNonLocal(at("198.51.100.50:0")).from(at("198.51.100.50:0")),
            to.fromNonLocal(at("203.0.113.1:0")),
            to.fromNonLocal(at("[2001:db8:5::50]:0")))) {
      assertThatThrownBy(() -> net.server.open(options, null))
          .as(options.toString())
          .isInstanceOf(BindException.class)
          .hasMessage("Cannot assign requested address");
    }
  }
}
