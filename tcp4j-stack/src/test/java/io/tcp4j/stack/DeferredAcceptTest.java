package io.tcp4j.stack;

import static io.tcp4j.stack.TwoStacks.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.stack.counters.Counter;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.IpPrefix;
import io.tcp4j.wire.UnreachableReason;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A listener whose user decides about each SYN before anything is answered, at any destination.
class DeferredAcceptTest {
  private static final String V4 = "198.51.100.7:443";
  private static final String V6 = "[2001:db8:5::7]:443";
  private static final IpPrefix EVERYWHERE_V4 = IpPrefix.parse("0.0.0.0/0");
  private static final IpPrefix EVERYWHERE_V6 = IpPrefix.parse("::/0");

  private final TwoStacks net = new TwoStacks();
  private final List<ConnectionRequest> requests = new ArrayList<>();
  private final List<TcpDeferredListener> listeners = new ArrayList<>();

  DeferredAcceptTest() {
    net.serverEnd.sent = new ArrayList<>();
    for (IpPrefix prefix : List.of(EVERYWHERE_V4, EVERYWHERE_V6)) {
      net.client.addRoute(prefix, net.clientInterface);
      net.server.addLocal(prefix, net.serverInterface);
    }
  }

  @AfterEach
  void nothingStays() {
    net.close();
    assertThat(listeners).allMatch(listener -> listener.waiting() == 0);
    net.assertNothingLeft();
  }

  private void listen(ListenOptions options) throws IOException {
    listeners.add(net.server.listenDeferred(options, requests::add));
  }

  private void listen() throws IOException {
    listen(ListenOptions.at(EVERYWHERE_V4));
    listen(ListenOptions.at(EVERYWHERE_V6));
  }

  private int waiting() {
    return listeners.stream().mapToInt(TcpDeferredListener::waiting).sum();
  }

  /// The client asks for a connection, and the server's user knows of it.
  private TcpSocket ask(String where) throws IOException {
    int before = requests.size();
    TcpConfig config = TcpConfig.DEFAULT.toBuilder().dscp(46).build();
    TcpSocket client = net.client.open(at(where), null, config, null);
    net.until(() -> requests.size() > before);
    return client;
  }

  private void assertNothingAnswered() {
    assertThat(net.serverEnd.sent).as("what the server has sent").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {V4, V6})
  void theUserSeesTheSynBeforeAnythingIsAnswered(String where) throws IOException {
    listen();
    TcpSocket client = ask(where);

    ConnectionRequest request = requests.getFirst();
    assertThat(request.source()).isEqualTo(client.local());
    assertThat(request.destination()).isEqualTo(at(where));
    assertThat(request.syn().mss).isEqualTo(where.equals(V4) ? 1460 : 1440);
    assertThat(request.syn().sackPermitted).isTrue();
    assertThat(request.syn().dscp).isEqualTo(46);
    assertThat(request.syn().hopLimit).isEqualTo(64);
    assertThat(request).hasToString(client.local() + " to " + where);
    net.time.runFor(Duration.ofMillis(500));
    assertNothingAnswered();
    assertThat(request.isPending()).isTrue();
    assertThat(waiting()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {V4, V6})
  void anAcceptedRequestBecomesAConnectionOfTheOriginalDestination(String where)
      throws IOException {
    listen();
    TcpSocket client = ask(where);
    net.time.runFor(Duration.ofSeconds(5));
    TcpSocket server = requests.getFirst().accept();

    assertThat(server.state()).isEqualTo(State.SYN_RECEIVED);
    assertThat(server.local()).isEqualTo(at(where));
    assertThat(server.remote()).isEqualTo(client.local());
    assertThat(server.tryWrite(new byte[1000], 0, 1000)).as("may be written early").isEqualTo(1000);
    net.until(() -> client.state() == State.ESTABLISHED && client.available() == 1000);
    assertThat(client.remote()).isEqualTo(at(where));
    assertThat(waiting()).isZero();
    assertThat(client.tryRead(new byte[1000], 0, 1000)).isEqualTo(1000);
    net.transfer(client, server, 100_000);
    net.transfer(server, client, 100_000);
    client.close();
    net.until(() -> server.state() == State.CLOSE_WAIT);
    server.close();
    net.time.runUntilIdle();
    assertThat(client.ending()).isEqualTo(Ending.FIN);
    assertThat(server.ending()).isEqualTo(Ending.FIN);
    net.assertNothingLeft();
  }

  @Test
  void theHandlerOfAnAcceptedRequestIsToldOfTheHandshakesEndFirst() throws IOException {
    listen();
    ask(V4);
    List<String> told = new ArrayList<>();
    TcpConfig config = TcpConfig.DEFAULT.toBuilder().receiveBuffer(4321).build();
    TcpSocket server =
        requests
            .getFirst()
            .accept(
                config,
                new TcpHandler() {
                  @Override
                  public void onConnected(TcpSocket socket) {
                    told.add("connected " + socket.state());
                  }

                  @Override
                  public void onEnded(TcpSocket socket, Ending ending) {
                    told.add("ended " + ending);
                  }
                });
    net.until(() -> !told.isEmpty());
    assertThat(server.info().receiving().window()).isEqualTo(4321);
    server.abort();
    assertThat(told).containsExactly("connected ESTABLISHED", "ended " + Ending.ABORTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {V4, V6})
  void aRefusedRequestIsAnsweredByResetFromItsDestination(String where) throws IOException {
    listen();
    TcpSocket client = ask(where);
    net.time.runFor(Duration.ofMillis(700));
    assertThat(requests.getFirst().refuse()).isTrue();
    net.until(() -> client.ending() != null);

    assertThat(client.ending()).isEqualTo(Ending.REFUSED);
    assertThat(net.serverEnd.sent).hasSize(1);
    assertThat(waiting()).isZero();
    assertThat(net.server.tableSize()).isZero();
    assertThat(net.server.deadlines()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {V4, V6})
  void anUnreachableRequestIsAnsweredByIcmpFromItsDestination(String where) throws IOException {
    listen();
    TcpSocket client = ask(where);
    assertThat(requests.getFirst().unreachable(UnreachableReason.HOST)).isTrue();
    net.until(() -> client.ending() != null);

    assertThat(client.ending()).isEqualTo(Ending.UNREACHABLE);
    assertThat(net.serverEnd.sent).hasSize(1);
    assertThat(waiting()).isZero();
    assertThat(net.server.tableSize()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    V4 + ",SOURCE_ROUTE_FAILED,true",
    V4 + ",BEYOND_SCOPE,false",
    V6 + ",BEYOND_SCOPE,true",
    V6 + ",PROTOCOL,false",
    V6 + ",OTHER,false"
  })
  void aReasonThatTheFamilyDoesNotKnowDecidesNothing(
      String where, UnreachableReason reason, boolean known) throws IOException {
    listen();
    ask(where);
    ConnectionRequest request = requests.getFirst();
    if (known) {
      assertThat(request.unreachable(reason)).isTrue();
    } else {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> request.unreachable(reason))
          .withMessage(reason + " cannot be said in IPv" + (where.equals(V4) ? 4 : 6));
    }
    assertThat(request.isPending()).isEqualTo(!known);
  }

  @Test
  void anIgnoredRequestIsNotAnsweredAndComesAgainWithItsSyn() throws IOException {
    listen();
    TcpSocket client = ask(V4);
    assertThat(requests.getFirst().ignore()).isTrue();
    assertThat(net.server.tableSize()).isZero();
    net.until(() -> requests.size() == 2);

    assertNothingAnswered();
    assertThat(requests.get(1).source()).isEqualTo(client.local());
    requests.get(1).accept();
    net.until(() -> client.state() == State.ESTABLISHED);
  }

  @Test
  void repeatedSynsAreAbsorbedWhileNothingIsDecided() throws IOException {
    listen();
    TcpSocket client = ask(V6);
    net.time.runFor(Duration.ofSeconds(20));

    assertThat(requests).hasSize(1);
    assertThat(net.server.counters().get(DropReason.TCP_DUPLICATE_SYN)).isEqualTo(4);
    assertNothingAnswered();
    requests.getFirst().accept();
    net.until(() -> client.state() == State.ESTABLISHED);
    assertThat(client.info().roundTrip().smoothed())
        .as("by the timestamp of the latest SYN, 5 s ago")
        .isBetween(Duration.ofSeconds(4).toNanos(), Duration.ofSeconds(6).toNanos());
  }

  @Test
  void undecidedRequestsAndHandshakesAreLimitedTogether() throws IOException {
    listen(ListenOptions.at(EVERYWHERE_V4).backlog(3));
    for (int port = 1; port <= 3; port++) {
      ask("198.51.100.7:" + port);
    }
    TcpSocket fourth = net.client.open(at("198.51.100.7:4"));
    net.time.runFor(Duration.ofMillis(500));
    assertThat(requests).hasSize(3);
    assertThat(net.server.counters().get(DropReason.TCP_SYN_QUEUE_FULL)).isEqualTo(1);
    assertThat(net.server.counters().get(Counter.SYN_QUEUE_OVERFLOWS)).isEqualTo(1);

    // Accepted, but its handshake cannot be completed yet: it keeps its place.
    net.clientEnd.cut = true;
    requests.getFirst().accept();
    assertThat(waiting()).isEqualTo(3);
    net.clientEnd.cut = false;
    requests.get(1).refuse();
    net.until(() -> requests.size() == 4);
    assertThat(requests.get(3).source()).isEqualTo(fourth.local());
  }

  @Test
  void aRequestIsWithdrawnWhenItsTimeIsOver() throws IOException {
    listen(ListenOptions.at(EVERYWHERE_V4).decisionTime(Duration.ofSeconds(10)));
    ask(V4);
    ConnectionRequest request = requests.getFirst();
    List<String> told = new ArrayList<>();
    request.onWithdrawn(() -> told.add("withdrawn"));
    net.time.runFor(Duration.ofMillis(9_990));
    assertThat(told).isEmpty();
    net.time.runFor(Duration.ofMillis(20));

    assertThat(told).containsExactly("withdrawn");
    assertThat(request.isPending()).isFalse();
    assertThat(waiting()).isZero();
    assertThat(net.server.tableSize()).isZero();
    assertNothingAnswered();
    request.onWithdrawn(() -> told.add("at once"));
    assertThat(told).containsExactly("withdrawn", "at once");
  }

  @Test
  void decisionsAfterTheFirstAndAfterWithdrawalDoNoHarm() throws IOException {
    listen();
    TcpSocket first = ask(V4);
    ask(V6);
    requests.get(0).accept();
    listeners.get(1).close();
    net.until(() -> first.state() == State.ESTABLISHED);
    net.serverEnd.sent.clear();

    for (ConnectionRequest over : requests) {
      assertThat(over.refuse()).isFalse();
      assertThat(over.ignore()).isFalse();
      assertThat(over.unreachable(UnreachableReason.NET)).isFalse();
      assertThatThrownBy(over::accept)
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection request is over");
    }
    net.time.runFor(Duration.ofMillis(500));
    assertNothingAnswered();
    assertThat(first.state()).isEqualTo(State.ESTABLISHED);
    assertThat(waiting()).isZero();
  }

  @Test
  void closingTheListenerWithdrawsItsRequestsAndLeavesAcceptedOnesAlone() throws IOException {
    listen();
    TcpSocket accepted = ask(V4);
    TcpSocket server = requests.getFirst().accept();
    ask("198.51.100.7:1");
    ask(V6);
    List<String> told = new ArrayList<>();
    requests.forEach(request -> request.onWithdrawn(() -> told.add("" + request.destination())));
    listeners.getFirst().close();

    assertThat(told).containsExactly("198.51.100.7:1");
    assertThat(requests.get(2).isPending()).as("another listener's").isTrue();
    net.until(() -> accepted.state() == State.ESTABLISHED);
    net.transfer(accepted, server, 1000);
    TcpSocket late = net.client.open(at(V4));
    net.until(() -> late.ending() != null);
    assertThat(late.ending()).as("nobody listens").isEqualTo(Ending.REFUSED);
  }

  @Test
  void closingTheStackWithdrawsRequests() throws IOException {
    listen();
    ask(V4);
    List<String> told = new ArrayList<>();
    requests.getFirst().onWithdrawn(() -> told.add("withdrawn"));
    net.server.close();

    assertThat(told).containsExactly("withdrawn");
    assertThatThrownBy(requests.getFirst()::accept).hasMessage("Connection request is over");
    assertThatThrownBy(() -> listen(ListenOptions.at(at("10.0.0.2:80"))))
        .isInstanceOf(SocketException.class)
        .hasMessage("Stack closed");
  }

  @Test
  void aHandshakeThatDiesEndsTheAcceptedConnectionAndFreesItsPlace() throws IOException {
    listen();
    ask(V4);
    net.clientEnd.cut = true;
    TcpSocket server = requests.getFirst().accept();
    net.until(() -> server.ending() != null);

    assertThat(server.ending()).isEqualTo(Ending.TIMED_OUT);
    assertThatThrownBy(() -> server.tryRead(new byte[1], 0, 1)).hasMessage("Connection timed out");
    assertThat(waiting()).isZero();
  }

  /// The later connection of two sockets in TIME-WAIT (RFC 6191) is decided about like any other;
  /// where there is none, TIME-WAIT goes on.
  @Test
  void aRequestOfTwoSocketsInTimeWaitEndsThatOnlyIfItIsAccepted() throws IOException {
    listen();
    TcpSocket first = ask(V4);
    TcpSocket server = requests.getFirst().accept();
    net.until(() -> first.state() == State.ESTABLISHED);
    server.close();
    net.until(() -> first.state() == State.CLOSE_WAIT);
    first.close();
    net.until(() -> net.server.timeWaits() == 1);
    net.time.runFor(Duration.ofSeconds(2));

    TcpSocket refused = net.client.open(at(V4), first.local(), null, null);
    net.until(() -> requests.size() == 2);
    assertThat(net.server.timeWaits()).isZero();
    assertThat(requests.get(1).refuse()).isTrue();
    net.until(() -> refused.ending() != null);
    assertThat(refused.ending()).isEqualTo(Ending.REFUSED);
    assertThat(net.server.timeWaits()).as("goes on").isEqualTo(1);

    TcpSocket second = net.client.open(at(V4), first.local(), null, null);
    net.until(() -> requests.size() == 3);
    TcpSocket accepted = requests.get(2).accept();
    net.until(() -> second.state() == State.ESTABLISHED);
    assertThat(net.server.timeWaits()).isZero();
    net.transfer(second, accepted, 10_000);
  }

  @Test
  void timeWaitThatRunsOutWhileNothingIsDecidedIsOver() throws IOException {
    listen(ListenOptions.at(EVERYWHERE_V4).decisionTime(Duration.ofMinutes(5)));
    TcpSocket first = ask(V4);
    TcpSocket server = requests.getFirst().accept();
    net.until(() -> first.state() == State.ESTABLISHED);
    server.close();
    net.until(() -> first.state() == State.CLOSE_WAIT);
    first.close();
    net.until(() -> net.server.timeWaits() == 1);
    net.time.runFor(Duration.ofSeconds(2));
    TcpSocket second = net.client.open(at(V4), first.local(), null, null);
    net.until(() -> requests.size() == 2);
    net.time.runFor(Duration.ofSeconds(70));

    TcpSocket accepted = requests.get(1).accept();
    net.until(() -> second.state() == State.ESTABLISHED);
    net.transfer(second, accepted, 10_000);
  }

  @Test
  void aHandlerThatThrowsRefuses() throws IOException {
    List<Throwable> uncaught = new ArrayList<>();
    Thread.currentThread().setUncaughtExceptionHandler((_, thrown) -> uncaught.add(thrown));
    try {
      net.server.listenDeferred(
          ListenOptions.at(EVERYWHERE_V4),
          _ -> {
            throw new IllegalStateException("a bug");
          });
      TcpSocket client = net.client.open(at(V4));
      net.until(() -> client.ending() != null);
      assertThat(client.ending()).isEqualTo(Ending.REFUSED);
      assertThat(uncaught).singleElement().extracting(Throwable::getMessage).isEqualTo("a bug");
      assertThat(net.server.counters().get(Counter.HANDLER_FAILURES)).isEqualTo(1);

      listen(ListenOptions.at(at("10.0.0.2:80")));
      ask("10.0.0.2:80");
      requests
          .getFirst()
          .onWithdrawn(
              () -> {
                throw new IllegalStateException("another");
              });
      listeners.getFirst().close();
      assertThat(uncaught).last().extracting(Throwable::getMessage).isEqualTo("another");
    } finally {
      Thread.currentThread().setUncaughtExceptionHandler(null);
    }
  }

  @Test
  void optionsSayWhichValuesTheyTake() {
    ListenOptions options = ListenOptions.at(EVERYWHERE_V4, 80);
    assertThat(options).hasToString("0.0.0.0/0 port 80");
    assertThat(ListenOptions.at(EVERYWHERE_V6)).hasToString("::/0 port any");
    assertThat(ListenOptions.at(at("[::]:80"))).hasToString("* port 80");
    assertThat(ListenOptions.at(at("10.0.0.2:80"))).hasToString("10.0.0.2 port 80");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ListenOptions.at(EVERYWHERE_V4, 0))
        .withMessage("port 0 is not in 1..65535");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.backlog(0))
        .withMessage("backlog=0 is not positive");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.decisionTime(Duration.ZERO))
        .withMessage("decisionTime=PT0S is not in PT0.001S..PT24H");
  }

  @Test
  void thePortCanBeLeftToTheStack() throws IOException {
    listen(ListenOptions.at(at("10.0.0.2:0")));
    assertThat(listeners.getFirst().local().port()).isBetween(32768, 60999);
    assertThatThrownBy(() -> listen(ListenOptions.at(listeners.getFirst().local())))
        .isInstanceOf(BindException.class)
        .hasMessage("Address already in use");
  }
}
