package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AgainstTheKernel(programs = {"tshark", "nc", "ping"})
class CaptureTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @ParameterizedTest
  @ValueSource(strings = {"--mtu=1500", "--no-offload"})
  void tsharkFindsNothingWrongWithACapture(String option, @TempDir Path folder, Namespace namespace)
      throws Exception {
    Path capture = folder.resolve("capture.pcapng");
    Program server =
        Tcp4j.serve(namespace, Wire.options(option, "--pcap", capture.toString(), "echo:7"));
    try (Socket socket = KernelClient.connect(namespace, Wire.ours(7))) {
      KernelClient.echo(socket, 1_000_000);
    }
    assertThat(namespace.run("sh", "-c", "echo hello | nc -N " + Wire.OURS_V6 + " 7"))
        .isEqualTo("hello\n");
    namespace.run("ping", "-c", "2", "-i", "0.05", "-s", "4000", Wire.OURS_V4);
    namespace.run("ping", "-c", "2", "-i", "0.05", "-s", "4000", Wire.OURS_V6);
    server.terminate();
    server.awaitExit(LIMIT);
    String wrong =
        "_ws.malformed || ip.checksum.status == Bad || tcp.checksum.status == Bad"
            + " || icmp.checksum.status == Bad || icmpv6.checksum.status == Bad";
    assertThat(tshark(capture, wrong)).isEmpty();
    assertThat(tshark(capture, "tcp.checksum.status == Good && ip"))
        .as("segments that were checked, both ways")
        .contains(Wire.OURS_V4 + " ", Wire.KERNEL_V4 + " ");
    assertThat(tshark(capture, "tcp.flags.syn == 1 && ipv6")).hasLineCount(2);
    assertThat(tshark(capture, "frame.comment contains \"answer the SYN\""))
        .as("our segments that say why they were sent")
        .hasLineCount(2);
    assertThat(tshark(capture, "frame.comment && tcp.srcport != 7"))
        .as("the kernel's segments say nothing")
        .isEmpty();
    assertThat(tshark(capture, "tcp.flags.fin == 1 && ip")).hasLineCount(2);
    assertThat(tshark(capture, "icmp")).hasLineCount(4);
    assertThat(tshark(capture, "icmpv6.type == 128 || icmpv6.type == 129")).hasLineCount(4);
  }

  /// One line for each packet that a display filter of Wireshark's lets through.
  private static String tshark(Path capture, String filter) {
    return Program.run(
        LIMIT,
        Stream.of(
                List.of("tshark", "-r", capture.toString(), "-Y", filter),
                List.of("-o", "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE"))
            .flatMap(List::stream)
            .toList());
  }
}
