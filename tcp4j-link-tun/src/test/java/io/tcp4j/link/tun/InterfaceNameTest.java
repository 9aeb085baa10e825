package io.tcp4j.link.tun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tcp4j.link.tun.TunException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterfaceNameTest {
  @ParameterizedTest
  @ValueSource(strings = {"t", "tun0", "tcp4j-a.b_c@d", "fifteen-letters", "tun%d", "%d"})
  void acceptsWhatLinuxAccepts(String name) {
    assertThatCode(() -> InterfaceName.check(name)).doesNotThrowAnyException();
  }

  @Test
  void refusesMoreThanFifteenCharactersAndSaysHowManyThereAre() {
    assertRefused("sixteen-letters-", "'sixteen-letters-' is 16 characters long", "at most 15");
  }

  @Test
  void refusesTheEmptyName() {
    assertRefused("", "cannot be empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", ".."})
  void refusesNamesThatMeanDirectories(String name) {
    assertRefused(name, "'" + name + "' cannot be an interface name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a b", "a:b", "\t", "tun\u00e4", "\u00a0", "a\u007f"})
  void refusesWhatIsNotVisibleAsciiAndTheTwoSeparators(String name) {
    assertRefused(name, "only visible ASCII characters");
  }

  @Test
  void spellsOutControlCharactersInsteadOfPassingThemToTheTerminal() {
    assertRefused("a\u001b[2J\n", "'a\\u001b[2J\\u000a'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%b", "%", "tun%d%d", "tun%", "%s"})
  void refusesOtherPatternsThanOneNumber(String name) {
    assertRefused(name, "'%d'");
  }

  private static void assertRefused(String name, String... parts) {
    assertThatExceptionOfType(TunException.class)
        .isThrownBy(() -> InterfaceName.check(name))
        .satisfies(e -> assertThat(e).hasMessageContainingAll(parts))
        .extracting(TunException::reason)
        .isEqualTo(Reason.BAD_NAME);
  }
}
