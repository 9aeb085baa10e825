package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AgainstTheKernel(programs = "nginx")
class NginxTest {
  private static final long LENGTH = 100_000_000;

  @TempDir private static Path folder;
  private static Path original;
  private static Namespace namespace;

  @BeforeAll
  static void nginx(Namespace own) throws Exception {
    original = Data.file(folder.resolve("large.bin"), LENGTH);
    namespace = own;
    Nginx.start(namespace, folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {Wire.KERNEL_V4, Wire.KERNEL_V6})
  void connectFetchesAHundredMegabytes(String address) throws Exception {
    List<String> command = Tcp4j.command("connect", Wire.options(Wire.inUrl(address) + ":80"));
    try (Program client = namespace.startForReading(command)) {
      // nginx gives up on a client that has ended its half, so the input stays open till the end.
      OutputStream request = client.input();
      request.write("GET /large.bin HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      request.flush();
      InputStream response = client.outputStream();
      skipHead(response);
      assertThat(Data.sha256(response)).as(client::toString).isEqualTo(Data.sha256(original));
      request.close();
      assertThat(client.awaitExit(Duration.ofSeconds(10))).as(client::toString).isZero();
    }
  }

  private static void skipHead(InputStream response) throws Exception {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int next = response.read();
      assertThat(next).as("a byte after \"" + head + "\"").isNotNegative();
      head.append((char) next);
    }
    assertThat(head.toString()).startsWith("HTTP/1.1 200 OK").contains("Content-Length: " + LENGTH);
  }
}
