package io.tcp4j.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
  @Test
  void onlyUtf8GetsMoreThanAscii() {
    assertThat(new Terminal(StandardCharsets.UTF_8, () -> true, Map.of()).utf8()).isTrue();
    assertThat(new Terminal(StandardCharsets.US_ASCII, () -> true, Map.of()).utf8()).isFalse();
    assertThat(new Terminal(StandardCharsets.ISO_8859_1, () -> true, Map.of()).utf8()).isFalse();
  }

  @Test
  void colourIsForATerminalThatKnowsItAndAUserWhoDidNotForbidIt() {
    assertThat(terminal(true, Map.of("TERM", "xterm")).colour()).isTrue();
    assertThat(terminal(false, Map.of("TERM", "xterm")).colour()).isFalse();
    assertThat(terminal(true, Map.of("TERM", "dumb")).colour()).isFalse();
    assertThat(terminal(true, Map.of()).colour()).isFalse();
    assertThat(terminal(true, Map.of("TERM", "xterm", "NO_COLOR", "1")).colour()).isFalse();
    assertThat(terminal(true, Map.of("TERM", "xterm", "NO_COLOR", "")).colour()).isTrue();
  }

  @Test
  void columnsAreTakenWhereTheyAreANumber() {
    assertThat(terminal(true, Map.of("COLUMNS", "132")).columns()).hasValue(132);
    assertThat(terminal(true, Map.of("COLUMNS", "wide")).columns()).isEmpty();
    assertThat(terminal(true, Map.of("COLUMNS", "0")).columns()).isEmpty();
    assertThat(terminal(true, Map.of()).columns()).isEmpty();
  }

  private static Terminal terminal(boolean interactive, Map<String, String> environment) {
    return new Terminal(StandardCharsets.UTF_8, () -> interactive, environment);
  }
}
