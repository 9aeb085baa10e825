package io.tcp4j.testkit.packetdrill.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitialNumberTest {
  private static final String CONNECTS =
      """
      0.5 socket(..., SOCK_STREAM|SOCK_NONBLOCK, IPPROTO_TCP) = 3
      +0 connect(3, ..., ...) = -1 EINPROGRESS
      +0 > S 7:7(0) <...>
      """;

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL})
  void theFirstSynHasTheNumberThatTheScriptAsksFor(long number) {
    SynNumber syn = new SynNumber();

    Verdict verdict = run("--local_isn=" + number + "\n" + CONNECTS, syn);

    verdict.orThrow();
    assertThat(syn.number & 0xffff_ffffL).isEqualTo(number);
  }

  @Test
  void whatIsNoNumberOf32BitsIsSaid() {
    Verdict verdict = run("--local_isn=4294967296\n" + CONNECTS, RunListener.NONE);

    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.FAILED);
    assertThat(verdict.message()).contains("4294967296");
  }

  private static Verdict run(String text, RunListener listener) {
    return ScriptRunner.run("isn.pkt", text, RunOptions.DEFAULT, listener);
  }

  private static final class SynNumber implements RunListener {
    private long number = -1;

    @Override
    public void segmentSent(
        FourTuple connection, Segment segment, SendCause cause, Trigger trigger) {
      if (segment.has(TcpFlags.SYN)) {
        number = segment.seq;
      }
    }
  }
}
