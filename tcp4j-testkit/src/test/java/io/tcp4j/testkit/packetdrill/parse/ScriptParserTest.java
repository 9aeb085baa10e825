package io.tcp4j.testkit.packetdrill.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tcp4j.testkit.packetdrill.script.Event;
import io.tcp4j.testkit.packetdrill.script.EventTime;
import io.tcp4j.testkit.packetdrill.script.Expression;
import io.tcp4j.testkit.packetdrill.script.Notation;
import io.tcp4j.testkit.packetdrill.script.Place;
import io.tcp4j.testkit.packetdrill.script.Script;
import io.tcp4j.testkit.packetdrill.script.SequenceRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptParserTest {
  private static Script parse(String text) {
    return ScriptParser.parse("a.pkt", text, Map.of());
  }

  private static Event event(String text) {
    return parse(text).events().getFirst();
  }

  @Test
  void aScriptIsOptionsACommandEventsAndACommand() {
    Script script =
        parse(
            """
            // what it is about
            --tolerance_usecs=1000
            --strict_segments
            `sysctl -w net.ipv4.tcp_ecn=0`
            0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
            # and so on
            +0 < S 0:0(0) win 1000   /* from the
                                        peer */
            `restore`
            """);

    assertThat(script.name()).isEqualTo("a.pkt");
    assertThat(script.options())
        .containsExactly(Map.entry("tolerance_usecs", "1000"), Map.entry("strict_segments", ""));
    assertThat(script.setUp()).contains("sysctl -w net.ipv4.tcp_ecn=0");
    assertThat(script.events()).hasSize(2);
    assertThat(script.cleanUp()).contains("restore");
  }

  @Test
  void eventsKnowTheirPlaces() {
    List<Event> events = parse("0 `a`\n\n  +0 `b`\n").events();

    assertThat(events).extracting(Event::place).containsExactly(new Place(1, 1), new Place(3, 3));
  }

  @ParameterizedTest
  @CsvSource({
    "1.5,          ABSOLUTE, 1500000000, 1500000000, ",
    "+.01,         RELATIVE, 10000000, 10000000, ",
    "+0,           RELATIVE, 0, 0, ",
    "*,            ANY, 0, 0, ",
    "1~2,          ABSOLUTE, 1000000000, 2000000000, ",
    "+.1~+.2,      RELATIVE, 100000000, 200000000, ",
    "0.5...0.75,   ABSOLUTE, 500000000, 500000000, 750000000",
    "+0...0.2,     RELATIVE, 0, 0, 200000000"
  })
  void timesAreReadInNanoseconds(String text, EventTime.Kind kind, long from, long to, Long end) {
    EventTime time = event(text + " `a`").time();

    assertThat(time)
        .isEqualTo(
            new EventTime(
                kind, from, to, end == null ? OptionalLong.empty() : OptionalLong.of(end)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "S 0:0(0)",
        "S. 0:0(0) ack 1 win 65535 <mss 1460,nop,wscale 7,sackOK,TS val 100 ecr 0>",
        "P. 1:1001(1000) ack 1 win 257",
        "FPUEW. 1:2(1) ack 1 win 0 urg 1",
        "R 4294967295:0(1)",
        "- 1:1(0)",
        "[ect0] . 1:1(0) ack 1",
        "[ce] . 1:1(0) ack 1",
        "[noecn] [ttl 64] . 1:1(0) ack 1",
        "(tos 0x20) . 1:1(0) ack 1",
        "8080 > 1234 . 1:1(0) ack 1",
        ". 1:1(0) ack 1 <nop,nop,sack 2:3 4:5,eol>",
        ". 1:1(0) ack 1 <...>",
        "S 0:0(0) <FO 0123456789abcdef,FOEXP ab,md5 00ff>",
        "SEWA 0:0(0)"
      })
  void aSegmentIsWrittenAsItIsRead(String text) {
    Event.Packet packet = (Event.Packet) event("0 > " + text);

    assertThat(packet.inbound()).isFalse();
    assertThat(Notation.of(packet.segment())).isEqualTo(text);
  }

  @Test
  void digitsAreTheAceField() {
    Event.Packet packet = (Event.Packet) event("0 < S5. 0:0(0) ack 1");

    assertThat(packet.inbound()).isTrue();
    assertThat(Notation.of(packet.segment())).isEqualTo("SEA. 0:0(0) ack 1");
  }

  @Test
  void anIcmpMessageMayQuoteNumbers() {
    assertThat(event("0 < icmp unreachable frag_needed mtu 1200 [1:11(10)]"))
        .isEqualTo(
            new Event.Icmp(
                new Place(1, 1),
                new EventTime(EventTime.Kind.ABSOLUTE, 0, 0, OptionalLong.empty()),
                true,
                "unreachable",
                "frag_needed",
                1200,
                Optional.of(new SequenceRange(1, 11, 10))));
  }

  @Test
  void callsHaveArgumentsAResultAndAnError() {
    Event.Call call =
        (Event.Call) event("0 f(..., -1, 0x10, \"text\", [1, 2], A|B, htons(80)) = -1 EINVAL (no)");

    assertThat(call.name()).isEqualTo("f");
    assertThat(call.arguments())
        .containsExactly(
            new Expression.Anything(),
            new Expression.Literal(-1),
            new Expression.Literal(16),
            new Expression.Text("text"),
            new Expression.Array(List.of(new Expression.Literal(1), new Expression.Literal(2))),
            new Expression.Or(List.of(new Expression.Name("A"), new Expression.Name("B"))),
            new Expression.Application("htons", List.of(new Expression.Literal(80))));
    assertThat(call.result()).contains(new Expression.Literal(-1));
    assertThat(call.error()).isEqualTo("EINVAL");
  }

  @Test
  void structuresHaveFieldsByNameOrByPlace() {
    Event.Call call = (Event.Call) event("0 f({sa_family = AF_INET, msg_iov(1)=[{..., 10}]}) = ?");

    assertThat(call.result()).isEmpty();
    assertThat(call.arguments())
        .containsExactly(
            new Expression.Struct(
                Map.of(
                    "sa_family", new Expression.Name("AF_INET"),
                    "msg_iov",
                        new Expression.Array(
                            List.of(
                                new Expression.Struct(
                                    Map.of(
                                        "0", new Expression.Anything(),
                                        "1", new Expression.Literal(10))))))));
  }

  @Test
  void codeMayBeLong() {
    assertThat(event("0 %{\nassert 1 == 1\nassert True\n}%"))
        .isInstanceOfSatisfying(
            Event.Code.class,
            code -> assertThat(code.text()).isEqualTo("\nassert 1 == 1\nassert True\n"));
  }

  @Test
  void wordsCanBeDefined() {
    Script script =
        ScriptParser.parse("a.pkt", "0 < S 0:0(0) <FO COOKIE>", Map.of("COOKIE", "abcd"));

    assertThat(Notation.of(((Event.Packet) script.events().getFirst()).segment()))
        .isEqualTo("S 0:0(0) <FO abcd>");
  }

  @Test
  void theDefinedBranchIsTakenAndLinesStay() {
    String text = "#ifdef A\n0 `a`\n#else\n0 `b`\n#endif\n#ifndef A\n0 `c`\n#endif\n";

    assertThat(ScriptParser.parse("a.pkt", text, Map.of("A", "")).events())
        .singleElement()
        .satisfies(event -> assertThat(event.place().line()).isEqualTo(2));
    assertThat(parse(text).events())
        .extracting(event -> event.place().line())
        .containsExactly(4, 7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "0 > X 0:0(0)                      | 1:5  | expected flags (of S F R P . U E W A, or -), found 'X'",
        "0 > S 0:1(0)                      | 1:7  | 0:1 is not 0 bytes long",
        "0 > S 0:0(0) win 65536            | 1:18 | win 65536 is not in 0..65535",
        "0 > S 0:0(0) ack                  | 1:17 | expected ack, found the end of the script",
        "0 > S 0:0(0) <mss 1460            | 1:23 | expected '>', found the end of the script",
        "0 > S 0:0(0) <mxx 1460>           | 1:15 | expected an option (mss, wscale, sackOK, sack, TS, nop, eol, FO, FOEXP, md5), found 'mxx'",
        "0 > S 0:0(0) <TS 1 ecr 0>         | 1:18 | expected 'val', found '1'",
        "0 > S 0:0(0) <FO abc>             | 1:18 | expected pairs of hexadecimal digits, found 'abc'",
        "0 > [foo] S 0:0(0)                | 1:6  | expected noecn, ect0, ect1, ect01, ce, ttl or tos, found 'foo'",
        "+1~2 > S 0:0(0)                   | 1:2  | a range has '+' at both of its ends or at none",
        "2~1 > S 0:0(0)                    | 1:1  | the time ends before it begins",
        "0.00000000001 > S 0:0(0)          | 1:1  | the time 0.00000000001 is not a number of nanoseconds",
        "0 ;                               | 1:3  | expected '<'",
        "0 close(3) 0                      | 1:12 | expected '=', found '0'",
        "0 close(3 = 0                     | 1:11 | expected ')', found '='",
        "close(3) = 0                      | 1:1  | expected an event, which begins with its time, found 'close'",
        "0 f(1.5) = 0                      | 1:5  | expected a value, found '1.5'",
        "-x                                | 1:1  | expected --option=value, found '-x'",
        "0 f(\"abc) = 0                    | 1:5  | the closing quote is missing",
        "0 %{ assert                       | 1:3  | the closing }% is missing",
        "/* 0 close(3) = 0                 | 1:1  | the comment is never closed",
        "#endif                            | 1:1  | #endif without #ifdef"
      })
  void whatIsWrongIsSaidWithItsPlace(String text, String place, String message) {
    assertThatExceptionOfType(ScriptSyntaxException.class)
        .isThrownBy(() -> parse(text))
        .withMessageStartingWith("a.pkt:" + place + ": " + message)
        .satisfies(e -> assertThat(e.place()).hasToString(place));
  }

  @Test
  void thePlaceOfAnErrorCountsAllLines() {
    assertThatExceptionOfType(ScriptSyntaxException.class)
        .isThrownBy(() -> parse("// a\n/* b\n c */ 0 `x`\n\n  0 close(3) 0\n"))
        .satisfies(e -> assertThat(e.place()).isEqualTo(new Place(5, 14)));
  }
}
