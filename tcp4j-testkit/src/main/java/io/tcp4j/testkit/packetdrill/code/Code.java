package io.tcp4j.testkit.packetdrill.code;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Runs the pieces of code of one script: `assert`, assignments, nothing else. What one piece
/// assigns the next can use.
public final class Code {
  private final Map<String, Double> assigned = new HashMap<>();

  /// Code that has assigned nothing yet.
  public Code() {}

  /// Runs a piece.
  ///
  /// @param text its statements, on lines of their own or with `;` between them
  /// @param variables what it may ask for
  /// @throws AssertionFailure where an assertion does not hold
  /// @throws CodeSyntaxException where it is more than is understood here
  public void run(String text, Map<String, Double> variables) {
    Map<String, Double> all = new HashMap<>(variables);
    all.putAll(assigned);
    for (String line : text.split("\n", -1)) {
      int comment = line.indexOf('#');
      String code = comment < 0 ? line : line.substring(0, comment);
      for (String statement : code.split(";", -1)) {
        if (!statement.isBlank()) {
          run(statement.strip(), new Words(statement), all);
        }
      }
    }
  }

  private void run(String statement, Words words, Map<String, Double> variables) {
    Evaluator evaluator = new Evaluator(words, variables);
    if (words.accept("assert")) {
      boolean holds = evaluator.expression() != 0;
      String message = "";
      if (words.accept(",")) {
        message = message(words, evaluator);
      }
      end(words, statement);
      if (!holds) {
        throw new AssertionFailure(statement + (message.isEmpty() ? "" : ": " + message));
      }
    } else if (words.peek(1).equals("=")) {
      String name = words.next();
      words.expect("=");
      double value = evaluator.expression();
      end(words, statement);
      assigned.put(name, value);
      variables.put(name, value);
    } else {
      throw new CodeSyntaxException("expected assert or an assignment: " + statement);
    }
  }

  private static String message(Words words, Evaluator evaluator) {
    String first = words.peek();
    if (first.startsWith("\"") || first.startsWith("'")) {
      words.next();
      return first;
    }
    double value = evaluator.expression();
    return value == Math.rint(value)
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%s", value);
  }

  private static void end(Words words, String statement) {
    if (!words.atEnd()) {
      throw new CodeSyntaxException("'" + words.peek() + "' is not understood in: " + statement);
    }
  }
}
