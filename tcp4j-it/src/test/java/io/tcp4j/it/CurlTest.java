package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AgainstTheKernel(programs = "curl")
class CurlTest {
  private static final long LENGTH = 100_000_000;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private static Path folder;
  private static Path original;
  private static Namespace namespace;

  @BeforeAll
  static void aServer(Namespace own) throws Exception {
    original = Data.file(folder.resolve("large.bin"), LENGTH);
    namespace = own;
    Tcp4j.serve(namespace, Wire.options("http:80=" + folder));
  }

  @ParameterizedTest
  @ValueSource(strings = {Wire.OURS_V4, Wire.OURS_V6})
  void curlDownloadsAHundredMegabytes(String address, @TempDir Path target) throws Exception {
    Path copy = target.resolve("copy.bin");
    curl("--output", copy.toString(), url(address));
    assertThat(Data.sha256(copy)).isEqualTo(Data.sha256(original));
  }

  @Test
  void curlTakesUpADownloadWhereItBrokeOff(@TempDir Path target) throws Exception {
    Path copy = Data.file(target.resolve("copy.bin"), LENGTH / 3);
    curl("--continue-at", "-", "--output", copy.toString(), url(Wire.OURS_V4));
    assertThat(Data.sha256(copy)).isEqualTo(Data.sha256(original));
  }

  @Test
  void curlUsesOneConnectionForManyRequests() throws Exception {
    Files.writeString(folder.resolve("small.txt"), "hello");
    String small = "http://" + Wire.OURS_V4 + "/small.txt";
    String connections =
        curl("--write-out", "%{http_code}/%{num_connects} ", small, small, small, small + "x");
    assertThat(connections).startsWith("hello200/1 hello200/0 hello200/0").endsWith("404/0 ");
  }

  private static String url(String address) {
    return "http://" + Wire.inUrl(address) + "/large.bin";
  }

  private static String curl(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 2];
    command[0] = "curl";
    command[1] = "--silent";
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    return namespace.run(LIMIT, command);
  }
}
