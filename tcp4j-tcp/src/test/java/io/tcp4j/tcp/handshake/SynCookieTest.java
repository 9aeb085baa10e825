package io.tcp4j.tcp.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.Rfc;
import io.tcp4j.tcp.handshake.SynCookie.Terms;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.IsnGenerator;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SynCookieTest {
  private static final FourTuple V4 = tuple("10.0.0.2:80", "203.0.113.9:5000");
  private static final FourTuple V6 = tuple("[2001:db8::2]:80", "[2001:db8:9::9]:5000");
  private static final IsnGenerator ISN = new IsnGenerator(3, 4);

  /// 2²⁴ ticks of 4 µs.
  private static final long PERIOD = 67_108_864_000L;

  private static final long NOW = 5 * PERIOD + 12_345_678_901L;
  private static final int IRS = 0xfedc_ba98;
  private static final int OWN_SHIFT = 5;

  private final SynCookie cookies = new SynCookie(ISN);

  private static FourTuple tuple(String local, String remote) {
    return new FourTuple(Endpoint.parse(local), Endpoint.parse(remote));
  }

  private static Terms terms(FourTuple tuple) {
    return new Terms(true, OWN_SHIFT, Negotiation.defaultMss(tuple.remote().address().version()));
  }

  /// What a peer may say in its SYN.
  private record Said(
      FourTuple tuple, int mss, int shift, boolean sack, boolean ecn, boolean stamped) {
    Segment syn() {
      var syn = new Segment();
      syn.seq = Integer.toUnsignedLong(IRS);
      syn.flags = TcpFlags.SYN | (ecn ? TcpFlags.ECE | TcpFlags.CWR : 0);
      syn.wnd = 29_200;
      syn.mss = mss;
      syn.windowScale = shift;
      syn.sackPermitted = sack;
      syn.timestamps = stamped;
      syn.tsVal = stamped ? 777 : 0;
      return syn;
    }
  }

  static Stream<Said> allThatCanBeSaid() {
    List<Said> all = new ArrayList<>();
    for (FourTuple tuple : List.of(V4, V6)) {
      for (int mss : new int[] {-1, 1, 48, 535, 536, 1220, 1300, 1440, 1459, 1460, 8940, 65_535}) {
        for (int shift : new int[] {-1, 0, 1, 7, 13, 14, 15, 255}) {
          for (int bits = 0; bits < 8; bits++) {
            boolean sack = (bits & 1) != 0;
            all.add(new Said(tuple, mss, shift, sack, (bits & 2) != 0, (bits & 4) != 0));
          }
        }
      }
    }
    return all.stream();
  }

  private Segment ack(FourTuple tuple, Segment syn, Terms terms, long now) {
    var ack = new Segment();
    ack.flags = TcpFlags.ACK;
    ack.seq = (syn.seq + 1) & 0xffff_ffffL;
    ack.ack = Integer.toUnsignedLong(cookies.iss(tuple, syn, terms, now) + 1);
    ack.wnd = 500;
    if (syn.timestamps && terms.timestamps()) {
      ack.timestamps = true;
      ack.tsVal = syn.tsVal + 1;
      ack.tsEcr = SynCookie.stamp(1_000_003, SynCookie.said(syn, terms));
    }
    return ack;
  }

  @ParameterizedTest
  @MethodSource("allThatCanBeSaid")
  @Rfc("4987 3.6a")
  void whatComesBackIsWhatWasAgreedOn(Said said) {
    Terms terms = terms(said.tuple);
    Segment syn = said.syn();
    Segment ack = ack(said.tuple, syn, terms, NOW);
    SynCookie.reduce(syn, terms);
    Segment restored = cookies.restore(said.tuple, ack, terms, NOW);

    assertThat(restored).isNotNull();
    assertThat(restored.seq).isEqualTo(syn.seq);
    assertThat(restored.flags).isEqualTo(syn.flags);
    assertThat(restored.mss).isEqualTo(syn.mss);
    assertThat(restored.windowScale).isEqualTo(syn.windowScale);
    assertThat(restored.sackPermitted).isEqualTo(syn.sackPermitted);
    assertThat(restored.timestamps).isEqualTo(syn.timestamps);
    assertThat(restored.tsVal).isEqualTo(said.stamped ? 778 : 0);
    assertThat(restored.wnd).isEqualTo(500);

    int spoken = said.mss < 0 ? terms.defaultMss() : said.mss;
    assertThat(syn.mss).isLessThanOrEqualTo(Math.max(spoken, 48));
    assertThat(syn.windowScale)
        .isEqualTo(said.stamped && said.shift >= 0 ? Math.min(said.shift, 14) : -1);
    assertThat(syn.sackPermitted).isEqualTo(said.stamped && said.sack);
    assertThat(syn.has(TcpFlags.ECE | TcpFlags.CWR)).isEqualTo(said.stamped && said.ecn);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 48",
    "47, 48",
    "48, 48",
    "535, 48",
    "536, 536",
    "1219, 536",
    "1220, 1220",
    "1359, 1220",
    "1360, 1360",
    "1400, 1400",
    "1439, 1400",
    "1440, 1440",
    "1452, 1440",
    "1460, 1460",
    "8939, 1460",
    "8940, 8940",
    "65535, 8940"
  })
  void anMssIsRoundedDown(int said, int kept) {
    Segment syn = new Said(V4, said, -1, false, false, false).syn();
    SynCookie.reduce(syn, terms(V4));
    assertThat(syn.mss).isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.2:80, 203.0.113.9:5000, 536", "[2001:db8::2]:80, [2001:db8:9::9]:5000, 1220"})
  void aPeerThatSaysNothingOfItsMssGetsTheDefaultExactly(String local, String remote, int mss) {
    FourTuple tuple = tuple(local, remote);
    Segment syn = new Said(tuple, -1, -1, false, false, false).syn();
    SynCookie.reduce(syn, terms(tuple));
    assertThat(syn.mss).isEqualTo(mss);
  }

  @Test
  @Rfc("4987 3.6b")
  void aCookieIsGoodInItsPeriodAndTheNext() {
    Segment syn = new Said(V4, 1460, 7, true, true, true).syn();
    for (long made : new long[] {0, 1, PERIOD / 2, PERIOD - 1}) {
      long at = 9 * PERIOD + made;
      Segment ack = ack(V4, syn, terms(V4), at);
      for (long age : new long[] {0, 1, PERIOD - 1, PERIOD, 2 * PERIOD - 1 - made}) {
        assertThat(cookies.restore(V4, ack, terms(V4), at + age))
            .as("%s + %s", at, age)
            .isNotNull();
      }
      for (long age : new long[] {2 * PERIOD - made, 3 * PERIOD, 255 * PERIOD}) {
        assertThat(cookies.restore(V4, ack, terms(V4), at + age)).as("%s + %s", at, age).isNull();
      }
      assertThat(SynCookie.LIFETIME).isGreaterThanOrEqualTo(2 * PERIOD - made);
    }
  }

  @Test
  @Rfc("4987 3.6b")
  void anAgeThatTheCounterHasWrappedOverIsNotTakenForYouth() {
    Segment syn = new Said(V4, 1460, 7, true, true, true).syn();
    Segment ack = ack(V4, syn, terms(V4), NOW);
    // the eight bits of the period are the same again, and one more
    for (int rounds = 1; rounds <= 3; rounds++) {
      assertThat(cookies.restore(V4, ack, terms(V4), NOW + rounds * 256L * PERIOD)).isNull();
      assertThat(cookies.restore(V4, ack, terms(V4), NOW + (rounds * 256L + 1) * PERIOD)).isNull();
    }
  }

  @Test
  void aCookieSurvivesTheWrapOfTheCounterAndOfTheClock() {
    Segment syn = new Said(V6, 1440, 7, true, false, true).syn();
    for (long wrap : new long[] {-PERIOD, 0, 256 * PERIOD, -256 * PERIOD}) {
      Segment ack = ack(V6, syn, terms(V6), wrap - 1);
      assertThat(cookies.restore(V6, ack, terms(V6), wrap - 1)).isNotNull();
      assertThat(cookies.restore(V6, ack, terms(V6), wrap)).isNotNull();
      assertThat(cookies.restore(V6, ack, terms(V6), wrap + PERIOD)).isNull();
    }
  }

  @Test
  @Rfc("4987 3.6b")
  void nothingThatTheCookieVouchesForMayBeChanged() {
    Segment syn = new Said(V4, 1460, 7, true, true, true).syn();
    assertThat(cookies.restore(V4, ack(V4, syn, terms(V4), NOW), terms(V4), NOW)).isNotNull();

    for (FourTuple other :
        List.of(
            tuple("10.0.0.2:80", "203.0.113.9:5001"),
            tuple("10.0.0.2:81", "203.0.113.9:5000"),
            tuple("10.0.0.2:80", "203.0.113.8:5000"),
            tuple("10.0.0.3:80", "203.0.113.9:5000"))) {
      assertThat(cookies.restore(other, ack(V4, syn, terms(V4), NOW), terms(V4), NOW)).isNull();
    }
    for (int bit = 0; bit < 6; bit++) {
      Segment ack = ack(V4, syn, terms(V4), NOW);
      ack.tsEcr ^= 1 << bit;
      assertThat(cookies.restore(V4, ack, terms(V4), NOW)).as("bit %s", bit).isNull();
    }
    for (int bit = 0; bit < 32; bit++) {
      Segment ack = ack(V4, syn, terms(V4), NOW);
      ack.seq ^= 1L << bit;
      assertThat(cookies.restore(V4, ack, terms(V4), NOW)).as("SEQ bit %s", bit).isNull();
    }
    Segment stripped = ack(V4, syn, terms(V4), NOW);
    stripped.timestamps = false;
    assertThat(cookies.restore(V4, stripped, terms(V4), NOW)).isNull();
    var larger = new Terms(true, OWN_SHIFT + 1, 536);
    assertThat(cookies.restore(V4, ack(V4, syn, terms(V4), NOW), larger, NOW)).isNull();
    var otherSecret = new SynCookie(new IsnGenerator(3, 5));
    assertThat(otherSecret.restore(V4, ack(V4, syn, terms(V4), NOW), terms(V4), NOW)).isNull();
  }

  @Test
  void timestampsThatWeDoNotOfferSayNothing() {
    var silent = new Terms(false, OWN_SHIFT, 536);
    Segment syn = new Said(V4, 1460, 7, true, true, true).syn();
    Segment ack = ack(V4, syn, silent, NOW);
    ack.timestamps = true;
    ack.tsEcr = 12_345;
    Segment restored = cookies.restore(V4, ack, silent, NOW);
    assertThat(restored.timestamps).isFalse();
    assertThat(restored.windowScale).isEqualTo(-1);
  }

  /// What a forger has to guess, counted out for one SYN: eight sizes in each of two periods.
  @Test
  @Rfc("4987 3.6b")
  void ofAllNumbersSixteenAreGood() {
    Segment ack = ack(V4, new Said(V4, -1, -1, false, false, false).syn(), terms(V4), NOW);
    int base = ISN.at(V4, 0);
    long period = Math.floorDiv(NOW, PERIOD);
    int good = 0;
    for (int m = 0; m < 256; m++) {
      // a few numbers of each other period, and all of those that may be good
      boolean young = m == (period & 0xff) || m == ((period - 1) & 0xff);
      for (int low = 0; low < (young ? 1 << 24 : 16); low++) {
        ack.ack = Integer.toUnsignedLong(base + ((m << 24) | low) + 1);
        good += cookies.restore(V4, ack, terms(V4), NOW) == null ? 0 : 1;
      }
    }
    assertThat(good).isEqualTo(16);
  }

  @Test
  @Rfc("9293 MUST-8")
  void theNumbersOfASocketPairGrowWithTheClock() {
    Segment syn = new Said(V4, 1460, 7, true, true, true).syn();
    int before = cookies.iss(V4, syn, terms(V4), NOW);
    for (int i = 1; i <= 300; i++) {
      int next = cookies.iss(V4, syn, terms(V4), NOW + 2L * i * PERIOD);
      assertThat(next - before).isPositive();
      before = next;
    }
    int plain = ISN.next(V4, NOW);
    assertThat(Math.abs(cookies.iss(V4, syn, terms(V4), NOW) - plain)).isLessThan(1 << 24);
  }

  @Test
  void theSynAgainGetsTheSameNumber() {
    Segment syn = new Said(V4, 1460, 7, true, true, true).syn();
    int first = cookies.iss(V4, syn, terms(V4), NOW);
    syn.tsVal += 1000;
    assertThat(cookies.iss(V4, syn, terms(V4), NOW + 1_000_000_000L)).isEqualTo(first);
  }

  @Test
  void theStampIsNeverAheadOfOurClockNorFarBehind() {
    for (int said = 0; said < 64; said++) {
      for (int clock : new int[] {0, 1, 62, 63, 64, 1_000_000, -1, -63, Integer.MAX_VALUE}) {
        int stamp = SynCookie.stamp(clock, said);
        assertThat(clock - stamp).isBetween(0, 63);
        assertThat(stamp & 0x3f).isEqualTo(said);
      }
    }
  }
}
