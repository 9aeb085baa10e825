package io.tcp4j.testkit.packetdrill.parse;

import io.tcp4j.testkit.packetdrill.parse.Token.Kind;
import io.tcp4j.testkit.packetdrill.script.Place;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The tokens of a script, read from left to right, and what parsers ask of them.
final class Tokens {
  private static final int DEEPEST = 100;

  private final String script;
  private final String source;
  private final List<Token> tokens;
  private final Map<String, String> definitions;
  private int at;

  /// @param script the script's name, for messages
  /// @param text its text
  /// @param definitions words that stand for others (`-D NAME=text`); those that stand for nothing
  ///     else choose branches
  Tokens(String script, String text, Map<String, String> definitions) {
    this.script = script;
    this.definitions = definitions;
    source = Branches.take(script, text, Set.copyOf(definitions.keySet()));
    tokens = new Lexer(script, source).tokens();
    checkDepth();
  }

  /// Brackets within brackets are read by calls within calls.
  private void checkDepth() {
    int depth = 0;
    for (Token token : tokens) {
      if (token.kind() == Kind.SIGN) {
        char sign = token.text().charAt(0);
        depth += "([{".indexOf(sign) >= 0 ? 1 : ")]}".indexOf(sign) >= 0 ? -1 : 0;
        if (depth > DEEPEST) {
          throw error(token.place(), "more than " + DEEPEST + " brackets are open here");
        }
      }
    }
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peek(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  Token next() {
    Token token = peek();
    if (token.kind() != Kind.END) {
      at++;
    }
    return token;
  }

  boolean atEnd() {
    return peek().kind() == Kind.END;
  }

  /// Whether nothing, not even a space, is between the next token and the one before.
  boolean adjacent() {
    return at > 0 && tokens.get(at - 1).end() == peek().start();
  }

  boolean at(char sign) {
    return peek().is(sign);
  }

  boolean at(String word) {
    return peek().is(word);
  }

  boolean at(Kind kind) {
    return peek().kind() == kind;
  }

  boolean accept(char sign) {
    boolean found = at(sign);
    at += found ? 1 : 0;
    return found;
  }

  boolean accept(String word) {
    boolean found = at(word);
    at += found ? 1 : 0;
    return found;
  }

  void expect(char sign) {
    if (!accept(sign)) {
      throw expected("'" + sign + "'");
    }
  }

  Token expect(Kind kind) {
    if (!at(kind)) {
      throw expected(kind.description());
    }
    return next();
  }

  /// A word, with what it stands for put in its place.
  String word(String what) {
    if (!at(Kind.WORD)) {
      throw expected(what);
    }
    return defined(next().text());
  }

  /// What a word stands for: itself, unless it was defined.
  String defined(String word) {
    return definitions.getOrDefault(word, word);
  }

  /// A whole number from `least` to `most`.
  long number(String what, long least, long most) {
    Place place = peek().place();
    boolean negative = least < 0 && accept('-');
    if (!at(Kind.INTEGER)) {
      throw expected(what);
    }
    long value;
    String digits = next().text();
    try {
      value = (negative ? -1 : 1) * Long.decode(decimal(digits));
    } catch (NumberFormatException _) {
      throw error(place, what + " " + digits + " is not in " + least + ".." + most);
    }
    if (value < least || value > most) {
      throw error(place, what + " " + value + " is not in " + least + ".." + most);
    }
    return value;
  }

  /// `010` is ten here, not eight.
  private static String decimal(String digits) {
    return digits.startsWith("0x") || digits.startsWith("0X")
        ? digits
        : digits.replaceFirst("^0+(?=.)", "");
  }

  /// The text from the next token up to one of the signs, which may hold anything.
  String until(String signs) {
    int start = peek().start();
    while (!atEnd() && !(at(Kind.SIGN) && signs.contains(peek().text()))) {
      at++;
    }
    return source.substring(start, peek().start()).strip();
  }

  /// The text from the next token on that has no space in it.
  String unbroken() {
    int start = next().start();
    while (!atEnd() && adjacent()) {
      at++;
    }
    return source.substring(start, tokens.get(at - 1).end());
  }

  /// What is in parentheses, comments by the writer of the script; nothing where there are none.
  void skipNote() {
    if (at('(')) {
      int depth = 0;
      do {
        depth += at('(') ? 1 : at(')') ? -1 : 0;
        if (atEnd()) {
          throw expected("')'");
        }
        at++;
      } while (depth > 0);
    }
  }

  ScriptSyntaxException expected(String what) {
    return error(peek().place(), "expected " + what + ", found " + peek());
  }

  ScriptSyntaxException error(Place place, String message) {
    return new ScriptSyntaxException(script, place, message);
  }
}
