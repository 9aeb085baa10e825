package io.tcp4j.rfc.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whether a test that is named did run, by what Surefire reports.
class TestReportsTest {
  private static final Instant LONG_AGO = Instant.EPOCH;

  @TempDir Path root;
  private SmallCheckout checkout;

  @BeforeEach
  void make() throws IOException {
    checkout = new SmallCheckout(root);
    checkout.rows("1.2 | MUST\nObey.\ncode: Rule\n");
    checkout.tests("@Test @Rfc(\"7 1.2\") void obeys() {}");
  }

  private List<String> notRun(Instant began, String excluded, boolean rootInsisted, String... in)
      throws IOException {
    return checkout.matrix().notRun(new Build(began, Set.of(in), excluded, rootInsisted));
  }

  private List<String> notRun() throws IOException {
    return notRun(LONG_AGO, "campaign", false, "tcp4j-tcp");
  }

  private static String testcase(String name, String inside) {
    return "<testcase name=\"%s\" classname=\"x.SomeTest\">%s</testcase>".formatted(name, inside);
  }

  @Test
  void aTestThatPassedHasRun() throws IOException {
    checkout.report(testcase("obeys", "<system-out>all &lt;well&gt;</system-out>"));
    assertThat(notRun()).isEmpty();
  }

  @Test
  void aParameterizedTestHasRunIfAllOfItHas() throws IOException {
    String first = testcase("obeys(int, String)[1]", "");
    checkout.report(first + testcase("obeys(int, String)[2]", ""));
    assertThat(notRun()).isEmpty();
    checkout.report(testcase("obeys(int, String)[2]", "<failure message=\"no\"/>") + first);
    assertThat(notRun()).containsExactly("SomeTest#obeys, which proves 7 1.2, failed");
  }

  @Test
  void aTestThatIsNotReportedHasNotRun() throws IOException {
    String problem = "SomeTest#obeys, which proves 7 1.2, did not run";
    assertThat(notRun()).containsExactly(problem);
    checkout.report(testcase("obeysToo", ""));
    assertThat(notRun()).containsExactly(problem);
  }

  @Test
  void aReportOfAnotherBuildDoesNotCount() throws IOException {
    checkout.report(testcase("obeys", ""));
    assertThat(notRun(Instant.now().plus(Duration.ofHours(1)), "", false, "tcp4j-tcp")).hasSize(1);
  }

  @Test
  void aModuleThatIsNotPartOfTheBuildIsNotAskedFor() throws IOException {
    assertThat(notRun(LONG_AGO, "", false, "tcp4j-wire")).isEmpty();
  }

  @Test
  void aTestThatWasSkippedHasNotRun() throws IOException {
    checkout.report(testcase("obeys", "<skipped/>"));
    assertThat(notRun()).containsExactly("SomeTest#obeys, which proves 7 1.2, was skipped");
  }

  @Test
  void aTestThatNeedsRootMayBeLeftOutOrSkippedUnlessRootIsInsistedOn() throws IOException {
    checkout.tests("@Test @Tag(\"root\") @Rfc(\"7 1.2\") void obeys() {}");
    assertThat(notRun(LONG_AGO, "campaign | root", false, "tcp4j-tcp")).isEmpty();
    assertThat(notRun()).hasSize(1);
    checkout.report(testcase("obeys", "<skipped message=\"needs root\"/>"));
    assertThat(notRun()).isEmpty();
    assertThat(notRun(LONG_AGO, "campaign", true, "tcp4j-tcp")).hasSize(1);
  }
}
