package io.tcp4j.testkit.packetdrill.code;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words of a statement, one after the other.
final class Words {
  private static final Pattern WORD =
      Pattern.compile(
          "\\s+|(?<word>0[xX][0-9a-fA-F]+|\\d+(?:\\.\\d+)?|[A-Za-z_]\\w*|\"[^\"]*\"|'[^']*'"
              + "|==|!=|<=|>=|<<|>>|//|[-+*/%()&|^~<>=,])");

  /// They are read by calls within calls.
  private static final int MOST = 300;

  private final String statement;
  private final List<String> words = new ArrayList<>();
  private int at;

  Words(String statement) {
    this.statement = statement;
    Matcher matcher = WORD.matcher(statement);
    int end = 0;
    while (end < statement.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw new CodeSyntaxException(
            "'" + statement.charAt(end) + "' is not understood in: " + statement);
      }
      if (matcher.group("word") != null) {
        words.add(matcher.group("word"));
      }
      end = matcher.end();
    }
    if (words.size() > MOST) {
      throw new CodeSyntaxException("a statement of more than " + MOST + " words");
    }
  }

  boolean atEnd() {
    return at == words.size();
  }

  String peek() {
    return atEnd() ? "" : words.get(at);
  }

  String peek(int ahead) {
    return at + ahead < words.size() ? words.get(at + ahead) : "";
  }

  String next() {
    if (atEnd()) {
      throw new CodeSyntaxException("something is missing at the end of: " + statement);
    }
    return words.get(at++);
  }

  boolean accept(String word) {
    boolean found = peek().equals(word);
    at += found ? 1 : 0;
    return found;
  }

  void expect(String word) {
    if (!accept(word)) {
      throw new CodeSyntaxException(
          "expected '" + word + "', found '" + peek() + "' in: " + statement);
    }
  }
}
