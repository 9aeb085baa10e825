package io.tcp4j.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.cli.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {
  private static Run simulate(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "simulate";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Run.tcp4j(all);
  }

  @Test
  void aCampaignThatGoesWellIsOneLineAndAGoodEnd() {
    Run run = simulate("--seeds", "1..20", "--profile", "tiny-windows");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .matches("20 seeds \\(tiny-windows\\), \\d+ connections, 0 failed, in .* connections/s\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void aSingleSeedTellsItsDigestAndIsTheSameEachTime() {
    Run run = simulate("--seeds", "42", "--profile", "LOSSY");

    assertThat(run.status()).isZero();
    assertThat(run.out()).matches("seed 42: \\d+ connections, digest [0-9a-f]{64}\nok\n");
    assertThat(simulate("--seeds", "42..42", "--profile", "lossy").out()).isEqualTo(run.out());
  }

  @Test
  void aSingleSeedCanBeSeenPacketByPacket(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("seed.pcapng");

    Run run = simulate("--seeds", "1", "--packets", "--pcap", file.toString());

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains(" client > server SYN seq=").contains(" server > client ");
    assertThat(Files.size(file)).isGreaterThan(1_000);
  }

  @Test
  void aCaptureThatCannotBeWrittenIsOneLine() {
    Run run = simulate("--seeds", "1", "--pcap", "/nowhere/seed.pcapng");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("tcp4j simulate: cannot write /nowhere/seed.pcapng: there is no such folder")
        .hasLineCount(1);
  }

  @Test
  void whatIsNoSeedIsSaid() {
    for (String text :
        new String[] {"x", "5..1", "1..2..3", "-1", "1..", "0..1000000000000000001"}) {
      Run run = simulate("--seeds=" + text);

      assertThat(run.status()).as(text).isEqualTo(2);
      assertThat(run.err()).contains("--seeds").contains("'" + text + "' is no seed");
    }
  }

  @Test
  void whatIsNoProfileIsSaidWithThoseThatThereAre() {
    assertThat(simulate("--profile", "nasty").err())
        .contains("'nasty' is none of lossy, reordering, tiny-windows, crash, mixed");
  }

  @Test
  void packetsAreForASingleSeed() {
    Run run = simulate("--packets");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("for a single seed, not for 1..1000");
  }

  @Test
  void noThreadsAreTooFew() {
    assertThat(simulate("--threads", "0").err()).contains("--threads 0 is not in 1..1000");
  }
}
