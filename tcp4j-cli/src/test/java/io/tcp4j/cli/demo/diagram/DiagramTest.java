package io.tcp4j.cli.demo.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.StateDiagram;
import io.tcp4j.tcp.model.StateDiagram.Edge;
import io.tcp4j.testkit.drawing.TextStyle;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class DiagramTest {
  private static final TextStyle PLAIN = new TextStyle(false, false, 100);
  private static final Edge OPEN = edge(State.CLOSED, Event.ACTIVE_OPEN, State.SYN_SENT);
  private static final Edge REFUSED = edge(State.SYN_SENT, Event.RECEIVE_RST, State.CLOSED);
  private static final Edge LISTEN = edge(State.CLOSED, Event.PASSIVE_OPEN, State.LISTEN);
  private static final Paths SHORT = new Paths(List.of(OPEN, REFUSED), List.of(LISTEN, LISTEN));

  static List<Edge> figure() {
    return StateDiagram.allEdges().stream().filter(Edge::inFigure).toList();
  }

  @ParameterizedTest
  @MethodSource("figure")
  void nothingCoversAnythingElse(Edge edge) {
    String text =
        TextDiagram.draw(new Paths(List.of(edge), List.of(edge)), PLAIN)
            .replace('┌', '╔')
            .replace('┐', '╗')
            .replace('└', '╚')
            .replace('┘', '╝');

    assertThat(text).contains("c1 s1 " + edge.event());
    for (State state : State.values()) {
      assertThat(text).contains(" " + state + " ");
    }
    assertThat(text.chars().filter(c -> "►◄▼▲".indexOf(c) >= 0))
        .as("heads of arrows")
        .hasSameSizeAs(Layout.ROUTES);
    assertThat(text.chars().filter(c -> "╔╗╚╝".indexOf(c) >= 0))
        .as("corners of boxes and arrows")
        .hasSize(
            4 * Layout.BOXES.size()
                + Layout.ROUTES.stream().mapToInt(route -> route.points().size() - 2).sum());
  }

  @Test
  void noLineRunsThroughALabelHoweverManyStepsThereAre() {
    String text = TextDiagram.draw(everywhere(), PLAIN);

    int step = 1;
    for (Edge edge : everywhere().client()) {
      assertThat(text).contains("c%d s%1$d %s".formatted(step++, edge.event()));
    }
  }

  @Test
  void whatAPathGoesThroughIsDoubleAndHasTheNumbersOfItsSteps() {
    String text = TextDiagram.draw(SHORT, PLAIN);

    assertThat(text).contains("c1 active OPEN", "s1 passive OPEN", "║  c2→CLOSED   ║");
    assertThat(text).contains("║   SYN-SENT   ║", "│ SYN-RECEIVED │");
    assertThat(TextDiagram.draw(Paths.NONE, PLAIN)).doesNotContain("║", "c1", "s1");
  }

  @Test
  void waysOutThatTheFigureHasNoArrowsForStandInTheBox() {
    Edge reset = edge(State.SYN_RECEIVED, Event.RECEIVE_RST, State.CLOSED);
    Edge aborted = edge(State.SYN_RECEIVED, Event.ABORT, State.CLOSED);
    Edge again = edge(State.SYN_RECEIVED, Event.RECEIVE_SYN, State.LISTEN);

    assertThat(TextDiagram.draw(new Paths(List.of(reset), List.of(OPEN, aborted, again)), PLAIN))
        .contains("║ c1 s2→CLOSED ║", "║  s3→LISTEN   ║");
    assertThat(TextDiagram.draw(new Paths(List.of(reset, aborted), List.of(aborted)), PLAIN))
        .contains("║c1c2s1→CLOSED ║");
  }

  @Test
  void inAsciiThereIsNothingButAscii() {
    TextStyle ascii = new TextStyle(true, false, 100);

    assertThat(TextDiagram.draw(SHORT, ascii)).isASCII().contains("#   SYN-SENT   #", "c2->CLOSED");
    assertThat(TextDiagram.draw(Paths.NONE, ascii))
        .isASCII()
        .contains("| SYN-RECEIVED |", "|<-----");
  }

  @Test
  void itFitsEightyColumnsWithColourAndWithout() {
    String plain = TextDiagram.draw(everywhere(), PLAIN);
    String coloured = TextDiagram.draw(everywhere(), new TextStyle(false, true, 100));

    assertThat(plain.lines()).allMatch(line -> line.length() <= 80);
    assertThat(coloured).contains("\u001b[");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
  }

  @Test
  void thePictureHasAllStatesAndEventsAsTextAndDescribesItself() throws Exception {
    Element svg = parse(SvgDiagram.draw(Account.of("refused", "Nobody listens.", SHORT)));
    List<String> texts = texts(svg, "text");

    for (State state : State.values()) {
      assertThat(texts).contains(state.toString());
    }
    assertThat(texts).contains("c1 active OPEN", "s1 passive OPEN", "c2 → CLOSED", "rcv SYN,ACK");
    assertThat(texts(svg, "title")).containsExactly("refused");
    assertThat(texts(svg, "desc"))
        .containsExactly(
            "Nobody listens. c1 from CLOSED to SYN-SENT on active OPEN; c2 from SYN-SENT to CLOSED on"
                + " rcv RST; s1 from CLOSED to LISTEN on passive OPEN.");
  }

  @Test
  void whereBothEndsWentThereAreTwoLinesBesideEachOther() throws Exception {
    Paths both = new Paths(List.of(OPEN), List.of(OPEN));

    assertThat(ways(both)).isEqualTo(ways(Paths.NONE) + 1);
  }

  @Test
  void theFurtherEdgesStandBelowThePlainDiagram() throws Exception {
    List<String> texts = texts(parse(SvgDiagram.draw(Account.plain())), "text");

    assertThat(texts)
        .contains("to CLOSED on rcv RST (RFC 9293 §3.10.7.3, second) from SYN-SENT")
        .anyMatch(text -> text.startsWith("to CLOSED on ABORT (RFC 9293 §3.10.5) from LISTEN"));
  }

  @Test
  void theSameAccountGivesTheSameBytes() {
    assertThat(SvgDiagram.draw(Account.plain())).isEqualTo(SvgDiagram.draw(Account.plain()));
  }

  private static Paths everywhere() {
    return new Paths(figure(), figure());
  }

  private static Edge edge(State from, Event event, State to) {
    return StateDiagram.allEdges().stream()
        .filter(e -> e.from() == from && e.event() == event && e.to() == to)
        .findFirst()
        .orElseThrow();
  }

  private static long ways(Paths paths) throws Exception {
    Element svg = parse(SvgDiagram.draw(Account.of("x", "X.", paths)));
    NodeList nodes = svg.getElementsByTagName("path");
    long ways = 0;
    for (int i = 0; i < nodes.getLength(); i++) {
      ways += ((Element) nodes.item(i)).getAttribute("class").equals("way") ? 1 : 0;
    }
    return ways;
  }

  private static Element parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
        .getDocumentElement();
  }

  private static List<String> texts(Element root, String tag) {
    NodeList nodes = root.getElementsByTagName(tag);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }
}
