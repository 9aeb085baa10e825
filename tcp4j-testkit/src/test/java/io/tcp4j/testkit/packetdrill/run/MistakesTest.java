package io.tcp4j.testkit.packetdrill.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.testkit.packetdrill.script.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A script with a mistake in it fails; only one that needs what is not here is skipped.
class MistakesTest {
  private static Verdict run(String script) {
    return ScriptRunner.run("a.pkt", script, RunOptions.DEFAULT, RunListener.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 listn(3, 1) = 0",
        "0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n+0 setsockopt(3, SOL_SOCKET, SO_SNDBUFF, [1], 4) = 0",
        "0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n+0 getsockopt(3, SOL_TCP, TCP_MAXSEGS, [1], [4]) = 0"
      })
  void aMisspelledNameFails(String script) {
    Verdict verdict = run(script);
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.FAILED);
    assertThat(verdict.message()).contains("there is no ");
  }

  @Test
  void whatOtherStacksHaveIsSkipped() {
    assertThat(run("0 epoll_create(1) = 3").outcome()).isEqualTo(Verdict.Outcome.SKIPPED);
  }

  @Test
  void bracketsWithoutEndAreAnErrorWithAPlace() {
    Verdict verdict = run("0 read(3, ..., " + "[".repeat(20_000));
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.UNREADABLE);
    assertThat(verdict.place()).isEqualTo(new Place(1, 115));
    assertThat(verdict.message()).contains("brackets");
  }

  @Test
  void codeWithoutEndIsAnError() {
    Verdict verdict = run("0 %{ assert " + "(".repeat(20_000) + " }%");
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.FAILED);
    assertThat(verdict.message()).contains("300 words");
  }
}
