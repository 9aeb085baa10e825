package io.tcp4j.testkit.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrapTest {
  @Test
  void linesAreAsLongAsTheyMayBe() {
    assertThat(Wrap.lines("one two three four", 9)).containsExactly("one two", "three", "four");
  }

  @Test
  void aWordThatIsTooLongGetsALineOfItsOwn() {
    assertThat(Wrap.lines("a incomprehensibilities b", 5))
        .containsExactly("a", "incomprehensibilities", "b");
  }

  @Test
  void nothingHasNoLines() {
    assertThat(Wrap.lines("", 5)).isEmpty();
  }

  @Test
  void whatBelongsTogetherStaysTogether() {
    assertThat(Wrap.lines("see " + Wrap.together("RFC 7323 \u00a75"), 11))
        .containsExactly("see", "RFC 7323 \u00a75");
  }

  @Test
  void whatBelongsTogetherIsBrokenWhereThereIsNoRoomForIt() {
    String text = "a " + Wrap.together("on CLOSE by") + Wrap.SEPARATOR + "rule";

    assertThat(Wrap.lines(text, 8)).containsExactly("a", "on CLOSE", "by", "rule");
    assertThat(Wrap.lines(text, 13)).containsExactly("a", "on CLOSE by", "rule");
  }

  @Test
  void aBreakTakesThePlaceOfASeparator() {
    String text = "why" + Wrap.SEPARATOR + Wrap.together("RFC 7323 section 5");

    assertThat(Wrap.lines(text, 40)).containsExactly("why \u00b7 RFC 7323 section 5");
    assertThat(Wrap.lines(text, 18)).containsExactly("why", "RFC 7323 section 5");
  }
}
