package io.tcp4j.testkit.packetdrill.parse;

import io.tcp4j.testkit.packetdrill.parse.Token.Kind;
import io.tcp4j.testkit.packetdrill.script.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Arguments and results of calls.
final class ExpressionParser {
  private final Tokens tokens;

  ExpressionParser(Tokens tokens) {
    this.tokens = tokens;
  }

  /// `a, b, c)`, after the opening sign.
  List<Expression> list(char close) {
    List<Expression> list = new ArrayList<>();
    if (!tokens.accept(close)) {
      do {
        list.add(expression());
      } while (tokens.accept(','));
      tokens.expect(close);
    }
    return list;
  }

  Expression expression() {
    Expression first = simple();
    if (!tokens.at('|')) {
      return first;
    }
    List<Expression> parts = new ArrayList<>(List.of(first));
    while (tokens.accept('|')) {
      parts.add(simple());
    }
    return new Expression.Or(parts);
  }

  private Expression simple() {
    Token token = tokens.peek();
    return switch (token.kind()) {
      case ELLIPSIS -> {
        tokens.next();
        yield new Expression.Anything();
      }
      case INTEGER -> number();
      case TEXT -> new Expression.Text(tokens.next().text());
      case WORD -> name();
      case SIGN -> {
        if (token.is('-')) {
          yield number();
        }
        if (tokens.accept('[')) {
          yield new Expression.Array(list(']'));
        }
        if (tokens.accept('{')) {
          yield struct();
        }
        throw tokens.expected("a value");
      }
      case DECIMAL, COMMAND, CODE, END -> throw tokens.expected("a value");
    };
  }

  private Expression number() {
    return new Expression.Literal(tokens.number("a value", Long.MIN_VALUE, Long.MAX_VALUE));
  }

  private Expression name() {
    String name = tokens.word("a name");
    return tokens.accept('(')
        ? new Expression.Application(name, list(')'))
        : new Expression.Name(name);
  }

  /// `msg_iov(1)=[{…}]`: the number of elements in parentheses says nothing new.
  private Expression struct() {
    Map<String, Expression> fields = new LinkedHashMap<>();
    while (!tokens.accept('}')) {
      if (tokens.at(Kind.WORD) && (tokens.peek(1).is('=') || tokens.peek(1).is('('))) {
        String name = tokens.word("a field");
        tokens.skipNote();
        tokens.expect('=');
        fields.put(name, expression());
      } else {
        fields.put(String.valueOf(fields.size()), expression());
      }
      if (!tokens.at('}')) {
        tokens.expect(',');
      }
    }
    return new Expression.Struct(fields);
  }
}
