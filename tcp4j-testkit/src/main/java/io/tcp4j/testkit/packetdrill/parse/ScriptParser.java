package io.tcp4j.testkit.packetdrill.parse;

import io.tcp4j.testkit.packetdrill.parse.Token.Kind;
import io.tcp4j.testkit.packetdrill.script.Event;
import io.tcp4j.testkit.packetdrill.script.EventTime;
import io.tcp4j.testkit.packetdrill.script.Expression;
import io.tcp4j.testkit.packetdrill.script.Place;
import io.tcp4j.testkit.packetdrill.script.Script;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads scripts in the language of packetdrill.
public final class ScriptParser {
  private final String name;
  private final Tokens tokens;
  private final TimeParser times;
  private final SegmentParser segments;
  private final ExpressionParser expressions;

  private ScriptParser(String name, String text, Map<String, String> definitions) {
    this.name = name;
    tokens = new Tokens(name, text, definitions);
    times = new TimeParser(tokens);
    segments = new SegmentParser(tokens);
    expressions = new ExpressionParser(tokens);
  }

  /// The script that a text is.
  ///
  /// @param name what messages call it
  /// @param text the text
  /// @param definitions words that stand for others; their names also choose `#ifdef` branches
  /// @throws ScriptSyntaxException naming line, column and what was expected
  public static Script parse(String name, String text, Map<String, String> definitions) {
    return new ScriptParser(name, text, definitions).script();
  }

  private Script script() {
    Map<String, String> options = new LinkedHashMap<>();
    while (tokens.at('-')) {
      option(options);
    }
    Optional<String> setUp = command();
    List<Event> events = new ArrayList<>();
    while (times.begins()) {
      events.add(event());
    }
    Optional<String> cleanUp = command();
    if (!tokens.atEnd()) {
      throw tokens.expected("an event, which begins with its time");
    }
    return new Script(name, options, setUp, events, cleanUp);
  }

  /// `--name=value`; the value ends with a space.
  private void option(Map<String, String> options) {
    Token first = tokens.peek();
    String text = tokens.unbroken();
    if (!text.startsWith("--")) {
      throw tokens.error(first.place(), "expected --option=value, found '" + text + "'");
    }
    int equals = text.indexOf('=');
    options.put(
        equals < 0 ? text.substring(2) : text.substring(2, equals),
        equals < 0 ? "" : text.substring(equals + 1));
  }

  private Optional<String> command() {
    return tokens.at(Kind.COMMAND) ? Optional.of(tokens.next().text()) : Optional.empty();
  }

  private Event event() {
    Place place = tokens.peek().place();
    EventTime time = times.time();
    if (tokens.at('<') || tokens.at('>')) {
      return segments.packet(place, time);
    }
    return switch (tokens.peek().kind()) {
      case COMMAND -> new Event.Command(place, time, tokens.next().text());
      case CODE -> new Event.Code(place, time, tokens.next().text());
      case WORD -> call(place, time);
      case INTEGER, DECIMAL, TEXT, ELLIPSIS, SIGN, END ->
          throw tokens.expected("'<', '>', a call, a command or %{ code }%");
    };
  }

  private Event call(Place place, EventTime time) {
    String function = tokens.word("a call");
    tokens.expect('(');
    List<Expression> arguments = expressions.list(')');
    tokens.expect('=');
    Optional<Expression> result =
        tokens.accept('?') ? Optional.empty() : Optional.of(expressions.expression());
    String error = tokens.at(Kind.WORD) ? tokens.word("an error") : "";
    tokens.skipNote();
    return new Event.Call(place, time, function, arguments, result, error);
  }
}
