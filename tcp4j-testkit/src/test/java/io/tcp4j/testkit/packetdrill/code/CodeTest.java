package io.tcp4j.testkit.packetdrill.code;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Python as the scripts have it: the expectations are what `python3 -c` says.
class CodeTest {
  private static final Map<String, Double> VARIABLES = Map.of("a", 1.0, "b", 2.0, "zero", 0.0);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 + 2 * 3 == 7",
        "(1 + 2) * 3 == 9",
        "10 - 4 - 3 == 3",
        "-2 + 5 == 3",
        "7 // 2 == 3",
        "-7 // 2 == -4",
        "-7 % 3 == 2",
        "7 / 2 == 3.5",
        "1 << 3 == 8",
        "1 | 2 == 2 | 1",
        "6 & 3 == 2",
        "5 ^ 1 == 4",
        "1 + 1 << 2 == 8",
        "4 | 2 & 3 ^ 1 == 7",
        "~0 == -1",
        "0x1F == 31",
        "1 < 2 < 3",
        "not 3 < 2 < 1",
        "not 1 < 3 < 2",
        "1 or 0 and 0",
        "not 0 and 1",
        "not (1 and 0)",
        "a == 1 and b == 2",
        "a != b",
        "b >= 2 and b <= 2",
        "True and not False",
        "abs(a - b) == 1",
        "a == 1, 'a is odd'",
        "a == 1, a",
        "a == 1 # and so on"
      })
  void whatHoldsPasses(String expression) {
    assertThatCode(() -> new Code().run("assert " + expression, VARIABLES))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 == 2",
        "3 < 2 < 4",
        "0 or 0",
        "1 and 0",
        "not 1",
        "zero",
        "a == 2 or b == 3",
        "2 > 2"
      })
  void whatDoesNotHoldFails(String expression) {
    assertThatExceptionOfType(AssertionFailure.class)
        .isThrownBy(() -> new Code().run("assert " + expression, VARIABLES))
        .withMessage("assert " + expression);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "assert a == b, a            | assert a == b, a: 1",
        "assert a == b, b / 4        | assert a == b, b / 4: 0.5",
        "assert a == b, \"too few\"  | assert a == b, \"too few\": \"too few\""
      })
  void theMessageSaysWhatTheScriptWants(String code, String message) {
    assertThatExceptionOfType(AssertionFailure.class)
        .isThrownBy(() -> new Code().run(code, VARIABLES))
        .withMessage(message);
  }

  @Test
  void statementsStandOnLinesOrBetweenSemicolons() {
    assertThatExceptionOfType(AssertionFailure.class)
        .isThrownBy(
            () -> new Code().run("assert a == 1; assert b == 2\n\nassert a == b", VARIABLES))
        .withMessage("assert a == b");
  }

  @Test
  void whatOnePieceAssignsTheNextCanUse() {
    Code code = new Code();
    code.run("before = a + 1", VARIABLES);

    assertThatCode(() -> code.run("assert before == b", VARIABLES)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "assert c == 1      | the name c is not known",
        "assert (a == 1     | expected ')', found ''",
        "assert a ==        | something is missing at the end of",
        "assert a == 1 1    | '1' is not understood in",
        "assert a $ 1       | '$' is not understood in",
        "print(a)           | expected assert or an assignment"
      })
  void whatIsNotUnderstoodIsSaid(String code, String message) {
    assertThatExceptionOfType(CodeSyntaxException.class)
        .isThrownBy(() -> new Code().run(code, VARIABLES))
        .withMessageStartingWith(message);
  }
}
