package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.stack.counters.Counter;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.SynCookies;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.DropReason;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListenTest {
  private final TwoStacks net = new TwoStacks();

  @AfterEach
  void close() {
    net.close();
  }

  private TcpSocket connected(String where) throws IOException {
    TcpSocket client = net.client.open(at(where));
    net.until(() -> client.state() == State.ESTABLISHED);
    net.time.runFor(Duration.ofMillis(1));
    return client;
  }

  @Test
  void theIpv4WildcardTakesConnectionsToAnyIpv4AddressOnly() throws IOException {
    TcpServerSocket any = net.server.listen(at("0.0.0.0:80"));
    TcpSocket client = connected("10.0.0.2:80");

    assertThat(any.tryAccept().local()).isEqualTo(at("10.0.0.2:80"));
    assertThat(client.state()).isEqualTo(State.ESTABLISHED);
    TcpSocket refused = net.client.open(at("[2001:db8::2]:80"));
    net.until(() -> refused.ending() != null);
    assertThat(refused.ending()).isEqualTo(Ending.REFUSED);
  }

  @Test
  void theIpv6WildcardTakesBothFamilies() throws IOException {
    TcpServerSocket any = net.server.listen(at("[::]:80"));
    connected("10.0.0.2:80");
    connected("[2001:db8::2]:80");

    assertThat(any.tryAccept().local()).isEqualTo(at("10.0.0.2:80"));
    assertThat(any.tryAccept().local()).isEqualTo(at("[2001:db8::2]:80"));
  }

  @Test
  void theMostSpecificListenerGetsTheConnection() throws IOException {
    TcpServerSocket all = net.server.listen(at("[::]:80"));
    TcpServerSocket allV4 = net.server.listen(at("0.0.0.0:80"));
    TcpServerSocket one = net.server.listen(at("10.0.0.2:80"));
    connected("10.0.0.2:80");
    assertThat(one.tryAccept()).isNotNull();
    one.close();
    connected("10.0.0.2:80");
    assertThat(allV4.tryAccept()).isNotNull();
    allV4.close();
    connected("10.0.0.2:80");
    assertThat(all.tryAccept()).isNotNull();
  }

  @Test
  @Rfc("9293 MUST-41")
  void theSameAddressAndPortCanBeListenedAtOnce() throws IOException {
    TcpServerSocket first = net.server.listen(at("10.0.0.2:80"));
    assertThatThrownBy(() -> net.server.listen(at("10.0.0.2:80")))
        .isInstanceOf(BindException.class)
        .hasMessage("Address already in use");
    first.close();
    net.server.listen(at("10.0.0.2:80")).close();
  }

  @Test
  @Rfc("9293 MUST-42")
  void aPortCanBeListenedAtWhileAConnectionOpensFromItOrAtIt() throws IOException {
    net.cut(true);
    TcpSocket opening = net.client.open(at("10.0.0.2:80"), at("10.0.0.1:5000"), null, null);
    net.client.listen(at("10.0.0.1:5000"));
    assertThat(opening.state()).isEqualTo(State.SYN_SENT);
    net.cut(false);

    TcpServerSocket first = net.server.listen(at("10.0.0.2:80"));
    net.serverEnd.cut = true;
    net.until(() -> net.server.tableSize() == 1); // in SYN-RECEIVED: nobody hears the SYN,ACK
    net.server.listen(at("0.0.0.0:80"));
    assertThat(first.tryAccept()).isNull();
  }

  @Test
  void onlyOwnAddressesCanBeListenedAt() {
    assertThatThrownBy(() -> net.server.listen(at("10.0.0.1:80")))
        .isInstanceOf(BindException.class)
        .hasMessage("Cannot assign requested address");
  }

  @Test
  void whoListensIsToldWithWhatWaits() throws IOException {
    TcpServerSocket any = net.server.listen(at("[::]:80"), 5);
    net.server.listen(at("10.0.0.2:22"));
    connected("10.0.0.2:80");
    net.serverEnd.cut = true; // a handshake that cannot be completed
    net.client.open(at("10.0.0.2:80"));
    net.until(() -> net.server.tableSize() == 2);

    assertThat(net.server.listeners())
        .containsExactly(
            new ListenerInfo(at("10.0.0.2:22"), "10.0.0.2 port 22", 0, 0, 128),
            new ListenerInfo(at("[::]:80"), "* port 80", 1, 1, 5));
    any.close();
    assertThat(net.server.listeners()).hasSize(1);
  }

  @Test
  void portZeroLeavesTheChoiceToTheStack() throws IOException {
    TcpServerSocket listening = net.server.listen(at("10.0.0.2:0"));
    assertThat(listening.local().port()).isBetween(32768, 60999);
    connected(listening.local().toString());
    assertThat(listening.tryAccept()).isNotNull();
  }

  @Test
  void aFullAcceptQueueHoldsHandshakesUpUntilThereIsRoom() throws IOException {
    TcpServerSocket listening = net.server.listen(at("10.0.0.2:80"), 2);
    List<TcpSocket> clients = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      clients.add(connected("10.0.0.2:80"));
    }
    List<State> states =
        net.server.connections().stream().map(info -> info.state()).sorted().toList();
    assertThat(states).containsExactly(State.SYN_RECEIVED, State.ESTABLISHED, State.ESTABLISHED);
    assertThat(net.server.counters().get(Counter.ACCEPT_QUEUE_OVERFLOWS)).isPositive();

    listening.tryAccept();
    clients.get(2).tryWrite(new byte[10], 0, 10);
    net.until(
        () -> net.server.connections().stream().allMatch(i -> i.state() == State.ESTABLISHED));
    assertThat(listening.tryAccept()).isNotNull();
    assertThat(net.accept(listening).remote()).isEqualTo(clients.get(2).local());
  }

  @Test
  @Rfc("4987 3.1")
  void aFullSynQueueLeavesSynsUnanswered() throws IOException {
    TcpConfig config = TcpConfig.builder().synQueue(256).synCookies(SynCookies.NEVER).build();
    TcpServerSocket listening = net.server.listen(at("10.0.0.2:80"), 1, config, null);
    for (int i = 0; i < 1000; i++) {
      net.client.open(at("10.0.0.2:80"));
    }
    net.time.runFor(Duration.ofMillis(1));

    assertThat(net.server.tableSize()).isEqualTo(256);
    assertThat(net.server.counters().get(DropReason.TCP_SYN_QUEUE_FULL)).isEqualTo(744);
    assertThat(listening.tryAccept()).isNotNull();
  }

  @Test
  void closingAListenerResetsWhatNobodyHasAccepted() throws IOException {
    TcpServerSocket listening = net.server.listen(at("10.0.0.2:80"));
    TcpSocket accepted = connected("10.0.0.2:80");
    TcpSocket kept = listening.tryAccept();
    TcpSocket waiting = connected("10.0.0.2:80");
    listening.close();
    net.time.runFor(Duration.ofMillis(1));

    assertThat(waiting.ending()).isEqualTo(Ending.RESET);
    assertThat(accepted.state()).isEqualTo(State.ESTABLISHED);
    net.transfer(accepted, kept, 1000);
    assertThatThrownBy(listening::tryAccept).hasMessage("Socket closed");
  }

  @Test
  void aConnectionThatDiedInTheQueueIsAcceptedAndSaysWhy() throws IOException {
    TcpServerSocket listening = net.server.listen(at("10.0.0.2:80"));
    connected("10.0.0.2:80").abort();
    net.time.runFor(Duration.ofMillis(1));

    TcpSocket dead = listening.tryAccept();
    assertThat(dead.ending()).isEqualTo(Ending.RESET);
    assertThatThrownBy(() -> dead.tryRead(new byte[1], 0, 1)).hasMessage("Connection reset");
    net.assertNothingLeft();
  }
}
