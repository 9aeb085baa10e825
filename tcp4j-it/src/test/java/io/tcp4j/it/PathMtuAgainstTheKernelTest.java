package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.stack.TcpHandler;
import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.IcmpError;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.Trouble;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Path MTU discovery and ICMP errors with routers that are kernels, and what the kernel's own TCP
/// makes of the same.
@AgainstTheKernel
class PathMtuAgainstTheKernelTest {
  private static final int PORT = 4000;
  private static final int LENGTH = 2_000_000;

  /// With the timestamps that both have, of 1300 bytes.
  private static final int MSS_V4 = NarrowPath.MTU - 20 - 20 - 12;

  private static final int MSS_V6 = NarrowPath.MTU - 40 - 20 - 12;

  /// A connection of ours to the peer, and the kernel's end of it.
  private record Ends(TcpSocket ours, Socket theirs) {}

  private static Ends open(NarrowPath path, String address) throws Exception {
    ServerSocket listening =
        path.near.own(
            path.peer.call(() -> new ServerSocket(PORT, 8, InetAddress.getByName(address))));
    TcpSocket ours =
        path.stack.connect(new Endpoint(IpAddress.parse(address), PORT), Duration.ofSeconds(10));
    return new Ends(ours, path.near.own(listening.accept()));
  }

  private static void weSend(Ends ends) throws Exception {
    FutureTask<Void> reading =
        new FutureTask<>(
            () -> {
              Data.verify(ends.theirs().getInputStream(), LENGTH);
              return null;
            });
    Thread.ofPlatform().start(reading);
    Data.write(ends.ours().outputStream(), LENGTH);
    reading.get();
  }

  private static int mss(String address) {
    return address.contains(":") ? MSS_V6 : MSS_V4;
  }

  @ParameterizedTest
  @ValueSource(strings = {NarrowPath.PEER_V4, NarrowPath.PEER_V6})
  @Rfc({"1191 6.4", "8201 5.4"})
  void aKernelThatIsARouterHasUsMakeSmallerSegments(String address, Namespace namespace)
      throws Exception {
    NarrowPath path = NarrowPath.in(namespace, TcpConfig.DEFAULT);
    Ends ends = open(path, address);
    assertThat(ends.ours().info().sending().mtu()).isEqualTo(1500);
    weSend(ends);
    assertThat(ends.ours().info().sending().mtu()).isEqualTo(NarrowPath.MTU);
    assertThat(ends.ours().info().sending().mss()).isEqualTo(mss(address));
    assertThat(ends.ours().info().sending().slowStartThreshold()).isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {NarrowPath.PEER_V4, NarrowPath.PEER_V6})
  @Rfc({"1191 6.2", "8201 5.2"})
  void theNextConnectionBeginsWithWhatIsKnown(String address, Namespace namespace)
      throws Exception {
    NarrowPath path = NarrowPath.in(namespace, TcpConfig.DEFAULT);
    Ends ends = open(path, address);
    weSend(ends);
    try (TcpSocket next =
        path.stack.connect(new Endpoint(IpAddress.parse(address), PORT), Duration.ofSeconds(10))) {
      assertThat(next.info().sending().mss()).isEqualTo(mss(address));
    }
  }

  @ParameterizedTest
  @CsvSource({
    NarrowPath.PEER_V4 + "," + Wire.OURS_V4,
    NarrowPath.PEER_V6 + "," + Wire.OURS_V6,
  })
  void theKernelMakesSegmentsOfTheSameSize(String peer, String ours, Namespace namespace)
      throws Exception {
    NarrowPath path = NarrowPath.in(namespace, TcpConfig.DEFAULT);
    try (TcpServerSocket listening = path.stack.listen(new Endpoint(IpAddress.parse(ours), PORT))) {
      Socket theirs =
          path.near.own(
              KernelClient.connect(
                  path.peer, new InetSocketAddress(InetAddress.getByName(ours), PORT)));
      TcpSocket accepted = listening.accept();
      FutureTask<Void> sending =
          new FutureTask<>(
              () -> {
                Data.write(theirs.getOutputStream(), LENGTH);
                return null;
              });
      Thread.ofPlatform().start(sending);
      Data.verify(accepted.inputStream(), LENGTH);
      sending.get();
      assertThat(path.peer.run("ss", "-tinH", "dport = :" + PORT))
          .contains(" pmtu:" + NarrowPath.MTU + " ")
          .contains(" mss:" + mss(peer) + " ");
      assertThat(accepted.info().receiving().mss()).isEqualTo(mss(peer));
    }
  }

  @ParameterizedTest
  @CsvSource({NarrowPath.PEER_V4 + ", 1064", NarrowPath.PEER_V6 + ", 1280"})
  @Rfc({"4821 7.7", "2923 2.1"})
  void aFilterOfIcmpMakesABlackHoleThatWeGetOutOf(String address, int mtu, Namespace namespace)
      throws Exception {
    NarrowPath path = NarrowPath.in(namespace, TcpConfig.DEFAULT);
    Ends ends = open(path, address);
    path.filtered = true;
    weSend(ends);
    assertThat(ends.ours().info().sending().mtu()).isEqualTo(mtu);
  }

  // --- errors

  @ParameterizedTest
  @CsvSource({
    "unreachable, 10.99.0.1",
    "prohibit, 10.99.0.1",
    "unreachable, fd99::1",
  })
  void connectFailsAsTheKernelsOwnDoes(String kind, String gone, Namespace namespace)
      throws Exception {
    NarrowPath path = NarrowPath.in(namespace, TcpConfig.DEFAULT);
    path.near.run("ip", "route", "add", kind, gone);
    InetSocketAddress there = new InetSocketAddress(InetAddress.getByName(gone), PORT);
    Throwable theirs = catchThrowable(() -> KernelClient.connect(path.peer, there));
    assertThatThrownBy(
            () ->
                path.stack.connect(
                    new Endpoint(IpAddress.parse(gone), PORT), Duration.ofSeconds(10)))
        .hasSameClassAs(theirs)
        .hasMessage(theirs.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {NarrowPath.PEER_V4, NarrowPath.PEER_V6})
  @Rfc({"9293 MUST-56a", "9293 MUST-47"})
  void anOpenConnectionLivesOnWhenItsPeerIsUnreachableForAWhile(String address, Namespace namespace)
      throws Exception {
    NarrowPath path = NarrowPath.in(namespace, TcpConfig.DEFAULT);
    Ends ends = open(path, address);
    List<Trouble> told = new CopyOnWriteArrayList<>();
    ends.ours()
        .setHandler(
            new TcpHandler() {
              @Override
              public void onTrouble(TcpSocket socket, Trouble trouble) {
                told.add(trouble);
              }
            });
    path.near.run("ip", "route", "add", "unreachable", address);
    ends.ours().write(new byte[] {42}, 0, 1);
    Await.until("a report", () -> told, reports -> !reports.isEmpty());
    assertThat(told.getFirst()).isInstanceOf(Trouble.IcmpErrorArrived.class);
    path.near.run("ip", "route", "del", "unreachable", address);
    assertThat(ends.theirs().getInputStream().read()).isEqualTo(42);
    Await.until("the ACK", () -> ends.ours().softError() == null, acknowledged -> acknowledged);
  }

  @Test
  void aConnectionThatIsGivenUpSaysThatThereWasNoRoute(Namespace namespace) throws Exception {
    NarrowPath path = NarrowPath.in(namespace, TcpConfig.DEFAULT);
    Ends ends = open(path, NarrowPath.PEER_V4);
    ends.ours().configure(config -> config.userTimeout(Duration.ofSeconds(2)));
    path.near.run("ip", "route", "add", "unreachable", NarrowPath.PEER_V4);
    ends.ours().write(new byte[] {42}, 0, 1);
    assertThatThrownBy(() -> ends.ours().inputStream().read())
        .isInstanceOf(NoRouteToHostException.class)
        .hasMessage("No route to host");
    assertThat(ends.ours().softError()).isEqualTo(IcmpError.HOST_UNREACHABLE);
  }
}
