package io.tcp4j.it;

import static io.tcp4j.it.GatewayNet.SERVER_V4;
import static io.tcp4j.it.GatewayNet.SERVER_V6;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// curl, wrk and nc through `tcp4j gateway`, as a user would run them.
@AgainstTheKernel(programs = {"curl", "nginx", "nc", "wrk"})
class GatewayProgramsTest {
  private static final long LENGTH = 100_000_000;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private static Path folder;
  private static Path original;
  private static GatewayNet net;

  @BeforeAll
  static void aGatewayToNginx(Namespace servers) throws Exception {
    original = Data.file(folder.resolve("large.bin"), LENGTH);
    Files.writeString(folder.resolve("small.txt"), "hello");
    net = GatewayNet.start(servers);
    Nginx.start(servers, folder);
  }

  private static String url(String address, String file) {
    return "http://" + Wire.inUrl(address) + "/" + file;
  }

  @ParameterizedTest
  @ValueSource(strings = {SERVER_V4, SERVER_V6})
  void curlDownloadsAHundredMegabytes(String address, @TempDir Path target) throws Exception {
    Path copy = target.resolve("copy.bin");
    net.client.run(LIMIT, "curl", "-s", "-o", copy.toString(), url(address, "large.bin"));
    assertThat(Data.sha256(copy)).isEqualTo(Data.sha256(original));
  }

  @Test
  void curlDownloadsInParallel(@TempDir Path target) throws Exception {
    List<String> command = new ArrayList<>(List.of("curl", "-s", "--parallel"));
    for (int i = 0; i < 5; i++) {
      String range = i * 10_000_000L + "-" + ((i + 1) * 10_000_000L - 1);
      command.addAll(List.of("--next", "-s", "-r", range));
      command.addAll(List.of("-o", target.resolve("part" + i).toString()));
      command.add(url(i % 2 == 0 ? SERVER_V4 : SERVER_V6, "large.bin"));
    }
    net.client.run(LIMIT, command.toArray(String[]::new));
    byte[] whole = Data.bytes(50_000_000);
    for (int i = 0; i < 5; i++) {
      assertThat(Files.readAllBytes(target.resolve("part" + i)))
          .isEqualTo(Arrays.copyOfRange(whole, i * 10_000_000, (i + 1) * 10_000_000));
    }
  }

  /// curl says 7 where it cannot connect, and it says it at once: it would wait for minutes.
  @ParameterizedTest
  @CsvSource({SERVER_V4 + ",81", SERVER_V6 + ",81", "198.51.100.1,80", "2001:db8:77::1,80"})
  void curlIsToldAtOnceThatItCannotConnect(String address, int port) {
    String where = "http://" + Wire.inUrl(address) + ":" + port + "/";
    Program curl = net.client.start(List.of("curl", "-sS", "--max-time", "60", where));
    assertThat(curl.awaitExit(Duration.ofSeconds(30))).as(curl::toString).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {SERVER_V4, SERVER_V6})
  void wrkFindsNoFault(String address) {
    String report =
        net.client.run(
            LIMIT, "wrk", "-t1", "-c50", "-d2s", "--timeout", "20s", url(address, "small.txt"));
    assertThat(report).contains("requests in").doesNotContain("Socket errors", "Non-2xx");
    assertThat(report).doesNotContainPattern("(?m)^ *0 requests");
  }

  @ParameterizedTest
  @ValueSource(strings = {SERVER_V4, SERVER_V6})
  void wrkFindsNoFaultWithAConnectionForEachRequest(String address) {
    String report =
        net.client.run(
            LIMIT,
            "wrk",
            "-t1",
            "-c20",
            "-d2s",
            "--timeout",
            "20s",
            "-H",
            "Connection: close",
            url(address, "small.txt"));
    assertThat(report).contains("requests in").doesNotContain("Socket errors", "Non-2xx");
    assertThat(report).doesNotContainPattern("(?m)^ *0 requests");
  }

  @Test
  void netcatHearsTheAnswerAfterItHasEndedItsHalf(@TempDir Path target) throws Exception {
    Path question = Data.file(target.resolve("question"), 3_000_000);
    Path heard = target.resolve("heard");
    try (ServerSocket listening = net.listen()) {
      Thread.ofPlatform().start(() -> answer(listening));
      String where = SERVER_V4 + " " + listening.getLocalPort();
      net.client.run(LIMIT, "sh", "-c", "nc -N " + where + " <" + question + " >" + heard);
    }
    assertThat(heard).hasSameBinaryContentAs(question);
  }

  /// Says what it has heard, once that has come to its end.
  private static void answer(ServerSocket listening) {
    try (Socket socket = GatewayNet.accept(listening)) {
      socket.getOutputStream().write(socket.getInputStream().readAllBytes());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
