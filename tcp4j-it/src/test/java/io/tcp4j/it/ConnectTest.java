package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `tcp4j connect` to programs of the kernel's: what goes through it, and how it ends.
@AgainstTheKernel
class ConnectTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private Namespace namespace;

  @BeforeEach
  void aNamespace(Namespace own) {
    namespace = own;
  }

  @Test
  void statusIsZeroAfterTheFinOfBothSides() throws Exception {
    try (ServerSocket server = listen();
        Program client = connect(to(server))) {
      client.input().write("hello".getBytes(StandardCharsets.US_ASCII));
      client.input().close();
      try (Socket socket = server.accept()) {
        assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("hello");
        socket.getOutputStream().write("good bye".getBytes(StandardCharsets.US_ASCII));
      }
      assertThat(client.awaitExit(LIMIT)).as(client::toString).isZero();
      assertThat(client.output()).isEqualTo("good bye");
    }
  }

  @Test
  void theOtherSideMayEndItsHalfFirst() throws Exception {
    try (ServerSocket server = listen();
        Program client = connect(to(server));
        Socket socket = server.accept()) {
      socket.shutdownOutput();
      FutureTask<Void> sending =
          new FutureTask<>(
              () -> {
                Data.write(client.input(), 3_000_000);
                client.input().close();
                return null;
              });
      Thread.ofPlatform().start(sending);
      Data.verify(socket.getInputStream(), 3_000_000);
      sending.get();
      assertThat(socket.getInputStream().read()).isNegative();
      assertThat(client.awaitExit(LIMIT)).as(client::toString).isZero();
    }
  }

  @Test
  void statusIsThreeAfterAReset() throws Exception {
    try (ServerSocket server = listen();
        Program client = connect(to(server))) {
      try (Socket socket = server.accept()) {
        socket.setSoLinger(true, 0);
      }
      assertThat(client.awaitExit(LIMIT)).as(client::toString).isEqualTo(3);
      assertThat(client.errors()).containsIgnoringCase("reset").hasLineCount(1);
    }
  }

  @Test
  void statusIsFourWhenNobodyAnswers() throws Exception {
    // An address of the subnet that the kernel does not have: it drops what is sent there.
    try (Program client = connect("10.77.0.99:80", "--timeout", "0.5")) {
      assertThat(client.awaitExit(LIMIT)).as(client::toString).isEqualTo(4);
      assertThat(client.errors()).containsIgnoringCase("timed out").hasLineCount(1);
    }
  }

  @Test
  void statusIsFiveWhenNobodyListens() throws Exception {
    try (Program client = connect(Wire.KERNEL_V4 + ":81")) {
      assertThat(client.awaitExit(LIMIT)).as(client::toString).isEqualTo(5);
      assertThat(client.errors()).containsIgnoringCase("refused").hasLineCount(1);
    }
  }

  @Test
  void statusIsSixWhereNoRouteLeads() throws Exception {
    namespace.run("sh", "-c", "echo 1 >/proc/sys/net/ipv4/ip_forward");
    namespace.run("ip", "route", "add", "unreachable", "10.78.0.0/16");
    try (Program client = connect("10.78.0.1:80", "--timeout", "5")) {
      assertThat(client.awaitExit(LIMIT)).as(client::toString).isEqualTo(6);
      assertThat(client.errors()).containsIgnoringCase("unreachable").hasLineCount(1);
    }
  }

  @Test
  void theDeviceIsGoneAfterwardsUnlessItWasThereBefore(@TempDir Path folder) throws Exception {
    try (Program client = connect(Wire.KERNEL_V4 + ":81")) {
      client.awaitExit(LIMIT);
    }
    assertThat(namespace.run("ip", "link")).doesNotContain(Wire.DEVICE);
    namespace.run("ip", "tuntap", "add", "dev", Wire.DEVICE, "mode", "tun");
    try (Program client = connect(Wire.KERNEL_V4 + ":81")) {
      assertThat(client.awaitExit(LIMIT)).as(client::toString).isEqualTo(5);
    }
    assertThat(namespace.run("ip", "link")).contains(Wire.DEVICE);
    assertThat(namespace.run("ip", "address")).doesNotContain(Wire.KERNEL_V4);
  }

  private ServerSocket listen() throws Exception {
    ServerSocket server = namespace.call(() -> new ServerSocket(0));
    server.setSoTimeout((int) LIMIT.toMillis());
    return server;
  }

  private static String to(ServerSocket server) {
    return Wire.KERNEL_V4 + ":" + server.getLocalPort();
  }

  private Program connect(String... arguments) {
    List<String> command = Tcp4j.command("connect", Wire.options(arguments));
    return namespace.start(command);
  }
}
