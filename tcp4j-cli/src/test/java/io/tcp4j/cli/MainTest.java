package io.tcp4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {
  @Test
  void versionIsTheOneOfTheBuild() {
    Run run = Run.tcp4j("--version");

    assertThat(run.status()).isZero();
    assertThat(run.out().lines().toList().getFirst()).matches("tcp4j [0-9]+[.][0-9]+[.][0-9]+.*");
  }

  @Test
  void helpListsTheCommandsAndTheExitStatuses() {
    Run run = Run.tcp4j("--help");

    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains(
            "Usage: tcp4j",
            "demo",
            "explain",
            "state",
            "serve",
            "connect",
            "packetdrill",
            "Exit status:",
            "Examples:");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void noCommandIsAWrongCall() {
    Run run = Run.tcp4j();

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("tcp4j: which command? (tcp4j --help)\n");
  }

  @Test
  void anUnknownOptionIsOneLineOnStandardError() {
    Run run = Run.tcp4j("--verson");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo("tcp4j: unknown option: '--verson'; did you mean --version? (tcp4j --help)\n");
  }
}
