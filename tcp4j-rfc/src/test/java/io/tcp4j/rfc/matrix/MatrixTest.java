package io.tcp4j.rfc.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is wrong with rows and tests is found and said.
class MatrixTest {
  private static final String ROW =
      """
      1.2 | MUST
      Obey.
      code: Rule
      """;
  private static final String CASES =
      """
      1.2a | MUST
      Obey here.
      code: Rule

      1.2b | MUST
      Obey there.
      code: Rule
      """;
  private static final String TEST = "@Test @Rfc(\"7 1.2\") void obeys() {}";

  @TempDir Path root;
  private SmallCheckout checkout;

  @BeforeEach
  void make() throws IOException {
    checkout = new SmallCheckout(root);
  }

  @Test
  void aRowWithAClassAndATestIsFine() throws IOException {
    assertThat(checkout.rows(ROW).tests(TEST).problems()).isEmpty();
  }

  @Test
  void aRowThatSaysWhyItDoesNotApplyIsFine() throws IOException {
    checkout.rows("1.2 | MAY\nObey.\nreason: It would be\nnonsense.\n");
    assertThat(checkout.problems()).isEmpty();
    assertThat(checkout.matrix().pages().values())
        .anyMatch(page -> page.contains("| *It would be nonsense.* |"));
  }

  @Test
  void aRowWithNeitherATestNorAReasonIsFound() throws IOException {
    assertThat(checkout.rows(ROW).problems())
        .containsExactly("7 1.2 has neither a test nor a reason not to apply");
  }

  @Test
  void aRowWithoutAClassIsFound() throws IOException {
    assertThat(checkout.rows("1.2 | MUST\nObey.\n").tests(TEST).problems())
        .containsExactly("7 1.2 has neither a class that obeys it nor a reason not to apply");
  }

  @Test
  void aClassThatDoesNotExistIsFound() throws IOException {
    assertThat(checkout.rows(ROW.replace("Rule", "Rule, Rull")).tests(TEST).problems())
        .containsExactly("7 1.2 names the class Rull, which does not exist");
  }

  @Test
  void aNameThatTwoClassesHaveIsFound() throws IOException {
    checkout.file("tcp4j-stack/src/main/java/y/Rule.java", "package y; class Rule {}");
    assertThat(checkout.rows(ROW).tests(TEST).problems())
        .containsExactly("7 1.2 names Rule, which 2 classes are called");
  }

  @Test
  void aReasonBesideATestIsFound() throws IOException {
    assertThat(checkout.rows("1.2 | MAY\nObey.\nreason: no\n").tests(TEST).problems())
        .containsExactly("7 1.2 does not apply, and has a class or a test all the same");
  }

  @Test
  void aTestOfARowThatIsNotThereIsFound() throws IOException {
    assertThat(checkout.rows(ROW).tests(TEST + "@Test @Rfc(\"7 1.3\") void more() {}").problems())
        .containsExactly("SomeTest#more proves 7 1.3, which has no row");
  }

  @Test
  void aRowThatIsThereTwiceIsFound() throws IOException {
    assertThat(checkout.rows(ROW + "\n" + ROW).tests(TEST).problems())
        .containsExactly("7 1.2 is there twice");
  }

  @Test
  void aRowThatStandsOnRootOrACampaignAloneIsFound() throws IOException {
    checkout.file(
        "tcp4j-tcp/src/test/java/x/NeedsRoot.java",
        "package x; @Tag(\"root\") @interface NeedsRoot {}");
    checkout.rows(ROW).tests("@Test @Tag(\"campaign\") @Rfc(\"7 1.2\") void obeys() {}");
    checkout.file(
        "tcp4j-tcp/src/test/java/x/RootTest.java",
        "package x; @NeedsRoot class RootTest { @Test @Rfc(\"7 1.2\") void obeys() {} }");
    assertThat(checkout.problems())
        .containsExactly("7 1.2 has no test that every build runs, without root and for long");
    assertThat(checkout.matrix().pages().values())
        .anyMatch(page -> page.contains("RootTest.java) (root)"));
  }

  @Test
  void eachCaseNeedsATestOfItsOwn() throws IOException {
    checkout.rows(CASES).tests("@Test @Rfc({\"7 1.2a\", \"7 1.2b\"}) void both() {}");
    assertThat(checkout.problems())
        .containsExactlyInAnyOrder(
            "7 1.2a has no test that is not another case's, too",
            "7 1.2b has no test that is not another case's, too");
    checkout.tests(
        """
        @Test @Rfc({"7 1.2a", "7 1.2b"}) void both() {}
        @Test @Rfc("7 1.2a") void here() {}
        @Nested class Elsewhere { @Test @Rfc("7 1.2b") void there() {} }
        """);
    assertThat(checkout.problems()).isEmpty();
  }

  @Test
  void aRowOfRfc9293ThatIsMissingIsFound() throws IOException {
    String musts =
        IntStream.rangeClosed(1, 68)
            .mapToObj(n -> "MUST-" + n + " | 3.1 | MUST\nObey.\nreason: none\n\n")
            .collect(Collectors.joining());
    checkout.file("docs/rfc/9293.txt", "RFC 9293: TCP\n\n" + musts);
    assertThat(checkout.problems())
        .contains("there is no row 9293 MUST-69", "there is no row 9293 E-1")
        .doesNotContain("there is no row 9293 MUST-68")
        .hasSize(1 + 31 + 18 + 1 + 10 + 23);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2 MUST\nObey.",
        "1.2 | Must\nObey.",
        "1.2 | MUST\ncode: Rule",
        "1.2 | MUST\nObey.\ncode: Rule\nand more",
      })
  void aRowThatCannotBeReadIsRefused(String second) throws IOException {
    checkout.rows(ROW + "\n" + second).tests(TEST);
    assertThatThrownBy(checkout::problems)
        .isInstanceOf(MistakeException.class)
        .hasMessageContaining("7.txt");
  }

  @Test
  void aFileOfAnotherRfcThanItsNameSaysIsRefused() throws IOException {
    checkout.file("docs/rfc/8.txt", "RFC 7: Made Up\n\n" + ROW);
    assertThatThrownBy(checkout::problems).hasMessageEndingWith("8.txt is about RFC 7");
  }

  @Test
  void whatIsNoLiteralIsRefused() throws IOException {
    checkout.rows(ROW).tests("@Test @Rfc(ROW) void obeys() {}");
    assertThatThrownBy(checkout::problems).hasMessageEndingWith("not a literal: ROW");
  }

  @Test
  void aTableHasARowForEachRow() throws IOException {
    checkout.rows(CASES).tests("@Test @Rfc({\"7 1.2a\", \"7 1.2b\"}) void both() {}");
    String page = checkout.matrix().pages().get(root.toAbsolutePath().resolve("docs/rfcs.md"));
    assertThat(page)
        .contains(
            """
            | [1.2](https://www.rfc-editor.org/rfc/rfc7.html#section-1.2) a | MUST | Obey here. \
            | [`Rule`](../tcp4j-tcp/src/main/java/x/Rule.java) \
            | [SomeTest#both](../tcp4j-tcp/src/test/java/x/SomeTest.java) |
            """)
        .contains("| [7](#rfc-7) | Made Up | 2 | 1 |");
  }
}
