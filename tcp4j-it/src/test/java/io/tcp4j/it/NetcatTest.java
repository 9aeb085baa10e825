package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// netcat at the other end, which ends its own half (`-N`) at the end of its input and reads on.
@AgainstTheKernel(programs = "nc")
class NetcatTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int LENGTH = 5_000_000;

  private Namespace namespace;
  private KernelView kernel;

  @BeforeEach
  void aNamespace(Namespace own) {
    namespace = own;
    kernel = new KernelView(namespace);
  }

  @Test
  void theEchoOfEverythingReachesAClientThatHasEndedItsHalf(@TempDir Path folder) throws Exception {
    Path sent = Data.file(folder.resolve("sent"), LENGTH);
    Path received = folder.resolve("received");
    try (Program server = Tcp4j.serve(namespace, Wire.options("echo:7"))) {
      // Nothing is read before all is sent: the echo has to hold back what its peer does not take.
      namespace.run(
          LIMIT,
          "sh",
          "-c",
          "nc -N " + Wire.OURS_V4 + " 7 <" + sent + " | (sleep 0.5; cat) >" + received);
      assertThat(received).as(server::toString).hasSameBinaryContentAs(sent);
    }
  }

  @Test
  void connectSendsOnToAServerThatHasEndedItsHalf(@TempDir Path folder) throws Exception {
    Path theirs = Data.file(folder.resolve("theirs"), LENGTH);
    Path ours = Data.file(folder.resolve("ours"), LENGTH / 2);
    Path received = folder.resolve("received");
    Program server =
        namespace.start(List.of("sh", "-c", "exec nc -l -N 6000 <" + theirs + " >" + received));
    kernel.awaitListening(6000);
    Program client =
        namespace.startForReading(Tcp4j.command("connect", Wire.options(Wire.KERNEL_V4 + ":6000")));
    // nc ends its half first; as a server it would not wait for itself after ours.
    assertThat(Data.sha256(client.outputStream())).isEqualTo(Data.sha256(theirs));
    try (OutputStream input = client.input()) {
      Files.copy(ours, input);
    }
    assertThat(client.awaitExit(LIMIT)).as(client::toString).isZero();
    assertThat(server.awaitExit(LIMIT)).isZero();
    assertThat(received).hasSameBinaryContentAs(ours);
  }
}
