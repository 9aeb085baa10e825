package io.tcp4j.cli.packetdrill;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacketdrillCommandTest {
  private static final String LISTENS =
      """
      0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
      +0 bind(3, ..., ...) = 0
      +0 listen(3, 1) = 0
      +.1 < S 0:0(0) win 1000 <mss 1000>
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writeScripts() throws IOException {
    write("answered.pkt", LISTENS + "+0 > S. 0:0(0) ack 1 <...>\n");
    write("silent.pkt", LISTENS + "+0 > F. 1:1(0) ack 1\n");
    write("strange.pkt", LISTENS + "+0 setsockopt(3, SOL_TCP, TCP_FASTOPEN, [1], 4) = 0\n");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Run packetdrill(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "packetdrill";
    for (int i = 0; i < arguments.length; i++) {
      all[i + 1] = arguments[i].replace("@", folder + "/");
    }
    return Run.tcp4j(all);
  }

  @Test
  void aScriptThatPassesIsOneLineAndAGoodEnd() {
    Run run = packetdrill("@answered.pkt");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .isEqualTo("ok   " + folder + "/answered.pkt\n1 passed, 0 failed, 0 skipped\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void aFailureTellsFileAndLineAndBothPackets() {
    Run run = packetdrill("@silent.pkt");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out().lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("FAIL " + folder + "/silent.pkt:5: flags "),
            line -> assertThat(line).isEqualTo("  expected  F. 1:1(0) ack 1"),
            line -> assertThat(line).startsWith("  came      S. 0:0(0) ack 1 win "),
            line -> assertThat(line).isEqualTo("0 passed, 1 failed, 0 skipped"));
  }

  @Test
  void aFolderIsAllOfItsScriptsAndThoseThatAreSkippedDoNotFail() throws IOException {
    Files.delete(folder.resolve("silent.pkt"));

    Run run = packetdrill("@");

    assertThat(run.status()).isZero();
    assertThat(run.out().lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("ok   "),
            line ->
                assertThat(line)
                    .startsWith("skip " + folder)
                    .endsWith("strange.pkt:5: option TCP_FASTOPEN"),
            line -> assertThat(line).isEqualTo("1 passed, 0 failed, 1 skipped"));
  }

  @Test
  void quietTellsOfFailuresOnly() {
    Run run = packetdrill("--quiet", "@");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .doesNotContain("answered", "strange")
        .contains("FAIL")
        .endsWith("1 passed, 1 failed, 1 skipped\n");
  }

  @Test
  void theLadderShowsWhatHappenedUpToTheFailureWithTheLinesOfTheScript() {
    Run run = packetdrill("--ladder", "@");

    assertThat(run.out())
        .contains(
            "silent.pkt · what happened up to line 5",
            "line 3: listen()",
            "LISTEN │◄",
            "SYN-RECEIVED │",
            "line 4",
            "SYN,ACK seq 0 ack 1",
            "RFC 9293 §3.10.7.2")
        .doesNotContain("answered.pkt ·");
  }

  @Test
  void aScriptThatCannotBeReadSaysWhereAndWhatWasExpected() throws IOException {
    write("answered.pkt", LISTENS + "+0 > S. 0:0(0) ak 1\n");

    Run run = packetdrill("@answered.pkt");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .startsWith("FAIL " + folder + "/answered.pkt:5:16: expected ")
        .contains("found 'ak'")
        .endsWith("0 passed, 1 failed, 0 skipped\n");
  }

  @Test
  void aScriptRunsOverEveryVersionOfIpThatIsAskedFor() {
    Run run = packetdrill("--ip-version", "all", "@answered.pkt");

    assertThat(run.out())
        .contains("over ipv4\n", "over ipv6\n", "over ipv4-mapped-ipv6\n")
        .endsWith("3 passed, 0 failed, 0 skipped\n");
  }

  @Test
  void aScriptThatIsForOneVersionOfIpRunsOverThatOnly() throws IOException {
    write("answered.pkt", "--ip_version=ipv6\n" + LISTENS + "+0 > S. 0:0(0) ack 1 <mss 1460>\n");

    Run run = packetdrill("--ip-version", "all", "@answered.pkt");

    assertThat(run.out()).endsWith("1 passed, 0 failed, 0 skipped\n");
  }

  @Test
  void aWordCanBeDefined() throws IOException {
    write("answered.pkt", LISTENS + "+0 > S. 0:0(0) ack 1 <...>\n+0 CLOSER(3) = 0\n");

    assertThat(packetdrill("@answered.pkt").out()).startsWith("FAIL ").contains("no call CLOSER");
    assertThat(packetdrill("-D", "CLOSER=close", "@answered.pkt").out()).startsWith("ok ");
  }

  @Test
  void withStrictTimeNothingMayBeLate() throws IOException {
    write("answered.pkt", LISTENS + "+.003 > S. 0:0(0) ack 1 <...>\n");

    assertThat(packetdrill("@answered.pkt").status()).isZero();
    Run strict = packetdrill("--strict-time", "@answered.pkt");
    assertThat(strict.status()).isEqualTo(1);
    assertThat(strict.out()).contains("the packet came at 0.100000 s instead of 0.103000 s");
  }

  @Test
  void whatIsNotThereIsAWrongCall() {
    Run run = packetdrill("@missing.pkt");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "tcp4j packetdrill: there is no %s/missing.pkt (tcp4j packetdrill --help)\n"
                .formatted(folder));
  }

  @Test
  void aFolderWithoutScriptsIsAWrongCall() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    Run run = packetdrill(empty.toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("no scripts (*.pkt) below " + empty);
  }

  @Test
  void anUnknownVersionOfIpIsAWrongCall() {
    Run run = packetdrill("--ip-version", "ipv5", "@answered.pkt");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("'ipv5' is none of ipv4, ipv6, ipv4-mapped-ipv6 and all");
  }
}
