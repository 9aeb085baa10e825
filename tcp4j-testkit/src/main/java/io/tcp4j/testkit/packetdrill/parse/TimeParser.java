package io.tcp4j.testkit.packetdrill.parse;

import io.tcp4j.testkit.packetdrill.parse.Token.Kind;
import io.tcp4j.testkit.packetdrill.script.EventTime;
import java.math.BigDecimal;
import java.util.OptionalLong;

/// The time at the beginning of an event.
final class TimeParser {
  private final Tokens tokens;

  TimeParser(Tokens tokens) {
    this.tokens = tokens;
  }

  /// Whether the next token begins a time.
  boolean begins() {
    return tokens.at('+') || tokens.at('*') || tokens.at(Kind.INTEGER) || tokens.at(Kind.DECIMAL);
  }

  EventTime time() {
    if (tokens.accept('*')) {
      return new EventTime(EventTime.Kind.ANY, 0, 0, OptionalLong.empty());
    }
    EventTime.Kind kind = tokens.accept('+') ? EventTime.Kind.RELATIVE : EventTime.Kind.ABSOLUTE;
    Token first = tokens.peek();
    long from = nanos();
    long to = from;
    if (tokens.accept('~')) {
      boolean relative = tokens.accept('+');
      if (relative != (kind == EventTime.Kind.RELATIVE)) {
        throw tokens.error(first.place(), "a range has '+' at both of its ends or at none");
      }
      to = nanos();
    }
    OptionalLong end = OptionalLong.empty();
    if (tokens.at(Kind.ELLIPSIS)) {
      tokens.next();
      end = OptionalLong.of(nanos());
    }
    if (to < from || end.orElse(to) < to) {
      throw tokens.error(first.place(), "the time ends before it begins");
    }
    return new EventTime(kind, from, to, end);
  }

  private long nanos() {
    if (!tokens.at(Kind.INTEGER) && !tokens.at(Kind.DECIMAL)) {
      throw tokens.expected("a time in seconds");
    }
    Token token = tokens.next();
    try {
      return new BigDecimal(token.text()).movePointRight(9).longValueExact();
    } catch (ArithmeticException | NumberFormatException _) {
      throw tokens.error(
          token.place(), "the time " + token.text() + " is not a number of nanoseconds");
    }
  }
}
