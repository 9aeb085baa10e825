package io.tcp4j.testkit.packetdrill.parse;

import io.tcp4j.testkit.packetdrill.parse.Token.Kind;
import io.tcp4j.testkit.packetdrill.script.Place;
import java.util.ArrayList;
import java.util.List;

/// Cuts a script into tokens; comments and white space go.
final class Lexer {
  private final String script;
  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private int lineStart;

  /// @param script the script's name, for messages
  /// @param source its text
  Lexer(String script, String source) {
    this.script = script;
    this.source = source;
  }

  List<Token> tokens() {
    while (true) {
      skipBlank();
      Place place = here();
      int start = at;
      if (at == source.length()) {
        tokens.add(new Token(Kind.END, "", place, start, at));
        return List.copyOf(tokens);
      }
      next(place, start);
    }
  }

  private void next(Place place, int start) {
    char c = source.charAt(at);
    if (c == '`') {
      quoted(Kind.COMMAND, place, "`", "`", "back quote");
    } else if (c == '"') {
      quoted(Kind.TEXT, place, "\"", "\"", "quote");
    } else if (source.startsWith("%{", at)) {
      quoted(Kind.CODE, place, "%{", "}%", "}%");
    } else if (source.startsWith("...", at)) {
      advance(3);
      add(Kind.ELLIPSIS, place, start);
    } else if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
      number(place, start);
    } else if (isLetter(c)) {
      while (isLetter(peek(0)) || isDigit(peek(0))) {
        at++;
      }
      add(Kind.WORD, place, start);
    } else {
      advance(1);
      add(Kind.SIGN, place, start);
    }
  }

  private void number(Place place, int start) {
    if (peek(0) == '0' && (peek(1) == 'x' || peek(1) == 'X')) {
      at += 2;
      while (Character.digit(peek(0), 16) >= 0) {
        at++;
      }
      add(Kind.INTEGER, place, start);
      return;
    }
    while (isDigit(peek(0))) {
      at++;
    }
    // "0...0.4" is a number, an ellipsis and a number
    if (peek(0) == '.' && isDigit(peek(1))) {
      at++;
      while (isDigit(peek(0))) {
        at++;
      }
      add(Kind.DECIMAL, place, start);
    } else {
      add(Kind.INTEGER, place, start);
    }
  }

  private void quoted(Kind kind, Place place, String open, String close, String name) {
    int start = at;
    int from = at + open.length();
    int to = source.indexOf(close, from);
    if (to < 0) {
      throw new ScriptSyntaxException(script, place, "the closing " + name + " is missing");
    }
    advance(to + close.length() - at);
    tokens.add(new Token(kind, source.substring(from, to), place, start, at));
  }

  private void add(Kind kind, Place place, int start) {
    tokens.add(new Token(kind, source.substring(start, at), place, start, at));
  }

  private void skipBlank() {
    while (at < source.length()) {
      if (Character.isWhitespace(source.charAt(at))) {
        advance(1);
      } else if (source.startsWith("//", at) || (source.charAt(at) == '#' && startsLine())) {
        int end = source.indexOf('\n', at);
        advance((end < 0 ? source.length() : end) - at);
      } else if (source.startsWith("/*", at)) {
        int end = source.indexOf("*/", at + 2);
        if (end < 0) {
          throw new ScriptSyntaxException(script, here(), "the comment is never closed");
        }
        advance(end + 2 - at);
      } else {
        return;
      }
    }
  }

  private boolean startsLine() {
    return source.substring(lineStart, at).isBlank();
  }

  private void advance(int n) {
    for (int end = at + n; at < end; at++) {
      if (source.charAt(at) == '\n') {
        line++;
        lineStart = at + 1;
      }
    }
  }

  private Place here() {
    return new Place(line, at - lineStart + 1);
  }

  private char peek(int ahead) {
    return at + ahead < source.length() ? source.charAt(at + ahead) : '\0';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }
}
