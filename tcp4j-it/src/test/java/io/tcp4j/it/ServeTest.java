package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How `tcp4j serve` starts and stops, and its smaller services.
@AgainstTheKernel(programs = "nc")
class ServeTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private Namespace namespace;

  @BeforeEach
  void aNamespace(Namespace own) {
    namespace = own;
  }

  @Test
  void readyIsAllThatStandardOutputHears() throws Exception {
    try (Program server = Tcp4j.serve(namespace, Wire.options("-v", "echo:7"))) {
      try (Socket socket = KernelClient.connect(namespace, Wire.ours(7))) {
        KernelClient.echo(socket, 100_000);
      }
      server.terminate();
      server.awaitExit(LIMIT);
      assertThat(server.output()).isEqualTo("READY\n");
      assertThat(server.errors()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void aSignalEndsConnectionsByFinAndRemovesTheDevice(String signal) throws Exception {
    assumeTrue("TERM".equals(signal) || Program.hearsInterrupts(), "SIGINT is ignored here");
    try (Program server = Tcp4j.serve(namespace, Wire.options("-q", "echo:7"));
        Socket socket = KernelClient.connect(namespace, Wire.ours(7))) {
      socket.getOutputStream().write(1);
      assertThat(socket.getInputStream().read()).isEqualTo(1);
      Program.run(LIMIT, List.of("kill", "-" + signal, "" + server.pid()));
      assertThat(socket.getInputStream().read()).as("FIN, not RST").isEqualTo(-1);
      socket.shutdownOutput();
      server.awaitExit(Duration.ofSeconds(5));
      assertThat(namespace.run("ip", "link")).doesNotContain(Wire.DEVICE);
      assertThat(server.errors()).isEmpty();
    }
  }

  @Test
  void eventsAreToldWithTheirCause() throws Exception {
    try (Program server = Tcp4j.serve(namespace, Wire.options("--events", "echo:7"))) {
      try (Socket socket = KernelClient.connect(namespace, Wire.ours(7))) {
        socket.setSoLinger(true, 0);
      }
      Await.until("the end", server::errors, errors -> errors.contains("reset by the peer"));
      assertThat(server.errors())
          .containsSubsequence(
              "SYN-RECEIVED: rcv SYN (RFC 9293 Figure 5), by a segment",
              "ESTABLISHED: rcv ACK of SYN",
              "RST arrived: seq ",
              "CLOSED: rcv RST");
    }
  }

  @Test
  void aClientThatStaysDoesNotHoldUpTheEnd() throws Exception {
    try (Program server = Tcp4j.serve(namespace, Wire.options("echo:7", "chargen:19"));
        Socket silent = KernelClient.connect(namespace, Wire.ours(7));
        Socket unread = KernelClient.connect(namespace, Wire.ours(19))) {
      assertThat(unread.getInputStream().read()).isEqualTo('!');
      server.terminate();
      server.awaitExit(Duration.ofSeconds(10));
      assertThat(silent.isConnected()).isTrue();
    }
  }

  @Test
  void daytimeSaysTheTimeAndChargenAndDiscardDoAsTheyAreCalled() throws Exception {
    try (Program server =
        Tcp4j.serve(namespace, Wire.options("daytime:13", "chargen:19", "discard:9"))) {
      String time = namespace.run("sh", "-c", "nc -N " + Wire.OURS_V6 + " 13 </dev/null");
      assertThat(time).matches("\\w+day, \\w+ \\d+, \\d{4} \\d\\d:\\d\\d:\\d\\d-UTC\r\n");
      try (Socket socket = KernelClient.connect(namespace, Wire.ours(19))) {
        byte[] lines = socket.getInputStream().readNBytes(95 * 74 + 74);
        assertThat(new String(lines, StandardCharsets.US_ASCII))
            .startsWith("!\"#$%&'()*+,-./0123456789")
            .contains("\r\n\"#$%&'()*+,-./0123456789")
            .endsWith(new String(lines, 0, 74, StandardCharsets.US_ASCII));
      }
      try (Socket socket = KernelClient.connect(namespace, Wire.ours(9))) {
        Data.write(socket.getOutputStream(), 10_000_000);
        socket.shutdownOutput();
        assertThat(socket.getInputStream().read()).as(server::toString).isEqualTo(-1);
      }
    }
  }

  @Test
  void aDeviceThatIsThereStaysThere() throws Exception {
    namespace.run("ip", "tuntap", "add", "dev", Wire.DEVICE, "mode", "tun");
    namespace.run("ip", "address", "add", Wire.KERNEL_V4 + "/24", "dev", Wire.DEVICE);
    namespace.run("ip", "link", "set", Wire.DEVICE, "up");
    for (String option : List.of("-q", "--no-offload", "-q")) {
      try (Program server =
              Tcp4j.serve(
                  namespace,
                  option,
                  "--tun",
                  Wire.DEVICE,
                  "--address",
                  Wire.OURS_V4 + "/24",
                  "echo:7");
          Socket socket = KernelClient.connect(namespace, Wire.ours(7))) {
        KernelClient.echo(socket, 1_000_000);
        assertThat(server.isAlive()).isTrue();
      }
    }
    assertThat(namespace.run("ip", "address", "show", Wire.DEVICE)).contains(Wire.KERNEL_V4);
  }

  @Test
  void aDeviceWithoutAnAddressOfTheKernelsIsSaidSo() throws Exception {
    String hint = "the kernel has no address on the device yet, see --kernel-address";
    try (Program server =
        Tcp4j.serve(namespace, "--tun", Wire.DEVICE, "--address", Wire.OURS_V4 + "/24", "echo:7")) {
      Await.until("the hint", server::errors, errors -> errors.contains(hint));
      namespace.run("ip", "address", "add", Wire.KERNEL_V4 + "/24", "dev", Wire.DEVICE);
      try (Socket socket = KernelClient.connect(namespace, Wire.ours(7))) {
        KernelClient.echo(socket, 1000);
      }
    }
    try (Program server = Tcp4j.serve(namespace, Wire.options("echo:7"))) {
      server.terminate();
      server.awaitExit(LIMIT);
      assertThat(server.errors()).doesNotContain(hint);
    }
  }

  @Test
  void aDeviceWhoseMtuIsTooSmallForOurAddressIsSaidSo() throws Exception {
    namespace.run("ip", "tuntap", "add", "dev", Wire.DEVICE, "mode", "tun");
    namespace.run("ip", "link", "set", Wire.DEVICE, "mtu", "1000", "up");
    List<String> command =
        Tcp4j.command("serve", "--tun", Wire.DEVICE, "--address", "fd77::2/64", "echo:7");
    try (Program server = namespace.start(command)) {
      assertThat(server.awaitExit(LIMIT)).isEqualTo(1);
      assertThat(server.errors()).hasLineCount(1).contains("1280");
    }
  }

  @Test
  void aDeviceInUseIsSaidSo() throws Exception {
    try (Program first = Tcp4j.serve(namespace, Wire.options("echo:7"));
        Program second = namespace.start(Tcp4j.command("serve", Wire.options("echo:8")))) {
      assertThat(second.awaitExit(LIMIT)).isEqualTo(1);
      assertThat(second.errors()).hasLineCount(1).contains(Wire.DEVICE + " is in use");
      assertThat(second.output()).isEmpty();
      assertThat(first.isAlive()).isTrue();
    }
  }

  @Test
  void aDeviceThatIsTakenAwayEndsTheServer() throws Exception {
    try (Program server = Tcp4j.serve(namespace, Wire.options("echo:7"))) {
      namespace.run("ip", "link", "delete", Wire.DEVICE);
      assertThat(server.awaitExit(LIMIT)).isEqualTo(1);
      assertThat(server.errors()).contains(Wire.DEVICE);
    }
  }

  @Test
  void aCaptureThatCannotBeWrittenIsSaidSo(@TempDir Path folder) throws Exception {
    String file = folder.resolve("no/such/folder").toString();
    try (Program server =
        namespace.start(Tcp4j.command("serve", Wire.options("--pcap", file, "echo:7")))) {
      assertThat(server.awaitExit(LIMIT)).isEqualTo(1);
      assertThat(server.errors()).hasLineCount(1).contains(file);
      assertThat(namespace.run("ip", "link")).doesNotContain(Wire.DEVICE);
    }
  }
}
