package io.tcp4j.testkit.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SvgLadderTest {
  private static final Ladder LADDER = LadderFixture.handshake();

  @Test
  void itIsWellFormedAndNamesAndDescribesItself() throws Exception {
    Element svg = parse(SvgLadder.draw(List.of(LADDER))).getDocumentElement();

    assertThat(svg.getTagName()).isEqualTo("svg");
    assertThat(svg.getAttribute("role")).isEqualTo("img");
    assertThat(svg.getAttribute("aria-labelledby")).isEqualTo("title description");
    assertThat(texts(svg, "title")).containsExactly("TCP ladder: handshake");
    assertThat(texts(svg, "desc").getFirst())
        .startsWith("One sentence that says what the ladder shows.")
        .contains("At 0.000 ms the client sends #1, SYN seq 0 mss 1460 ws 7 (active OPEN")
        .contains("the server is in SYN-RECEIVED")
        .endsWith("The connection is open.");
  }

  @Test
  void everyStateAndEverySegmentIsThereAsText() throws Exception {
    List<String> texts = texts(parse(SvgLadder.draw(List.of(LADDER))).getDocumentElement(), "text");

    assertThat(texts)
        .contains("LISTEN", "SYN-SENT", "SYN-RECEIVED", "ESTABLISHED")
        .contains("#1 SYN seq 0 mss 1460 ws 7")
        .contains("#2 SYN,ACK seq 0 ack 1 mss 1460 ws 7")
        .contains("#3 ACK seq 1 ack 1");
  }

  @Test
  void severalLaddersAreOnePictureWithASectionEach() throws Exception {
    Element svg = parse(SvgLadder.draw(List.of(LADDER, LadderFixture.loss()))).getDocumentElement();

    assertThat(texts(svg, "title")).containsExactly("TCP ladder: handshake, loss");
    assertThat(texts(svg, "text")).contains("handshake", "loss");
    assertThat(height(svg))
        .isGreaterThan(height(parse(SvgLadder.draw(List.of(LADDER))).getDocumentElement()));
  }

  @Test
  void chaptersAndOldCopiesSayWhatTheyAre() throws Exception {
    Element svg = parse(SvgLadder.draw(List.of(LadderFixture.late()))).getDocumentElement();

    assertThat(texts(svg, "text"))
        .contains("1. Held up", "A segment takes long.", "It arrived.", "2. Copied")
        .contains("an old copy of the segment further up");
    assertThat(texts(svg, "text").stream().filter("server"::equals)).hasSize(2);
    assertThat(texts(svg, "desc").getFirst())
        .contains(". It arrived. A segment comes twice. At 60.000 ms the server sends #3, PSH,ACK")
        .contains("At 100.000 ms the client receives a copy of #3.");
  }

  @Test
  void aLostSegmentIsCalledLost() throws Exception {
    Element svg = parse(SvgLadder.draw(List.of(LadderFixture.loss()))).getDocumentElement();

    assertThat(texts(svg, "text").stream().filter("lost"::equals)).hasSize(2);
  }

  @Test
  void whatHasAMeaningInXmlIsEscaped() throws Exception {
    Ladder ladder =
        new Ladder("a<b>&\"c\"", "<&>", LADDER.left(), LADDER.right(), LADDER.rows(), "]]> & done");

    Element svg = parse(SvgLadder.draw(List.of(ladder))).getDocumentElement();

    assertThat(texts(svg, "text")).contains("a<b>&\"c\"", "<&>", "]]> & done");
  }

  @Test
  void thereIsAPictureForLightAndForDark() {
    assertThat(SvgLadder.draw(List.of(LADDER)))
        .contains("@media (prefers-color-scheme: dark)")
        .contains("class=\"card\"");
  }

  @Test
  void theSameLadderGivesTheSameBytes() {
    assertThat(SvgLadder.draw(List.of(LadderFixture.handshake())))
        .isEqualTo(SvgLadder.draw(List.of(LadderFixture.handshake())));
  }

  @Test
  void nothingCannotBeDrawn() {
    assertThatThrownBy(() -> SvgLadder.draw(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> texts(Element root, String tag) {
    NodeList nodes = root.getElementsByTagName(tag);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }

  private static double height(Element svg) {
    return Double.parseDouble(svg.getAttribute("height"));
  }
}
