package io.tcp4j.testkit.packetdrill.code;

import java.util.Map;

/// The value of an expression: numbers, names, comparisons, `and`, `or`, `not`, arithmetic and bit
/// operators, with Python's precedence. True is 1.
final class Evaluator {
  private final Words words;
  private final Map<String, Double> variables;

  Evaluator(Words words, Map<String, Double> variables) {
    this.words = words;
    this.variables = variables;
  }

  double expression() {
    double value = conjunction();
    while (words.accept("or")) {
      double right = conjunction();
      value = value != 0 ? value : right;
    }
    return value;
  }

  private double conjunction() {
    double value = negation();
    while (words.accept("and")) {
      double right = negation();
      value = value == 0 ? value : right;
    }
    return value;
  }

  private double negation() {
    return words.accept("not") ? truth(negation() == 0) : comparison();
  }

  /// `a < b < c` means what it means in mathematics.
  private double comparison() {
    double left = bitOr();
    boolean compared = false;
    boolean holds = true;
    while (true) {
      String operator = words.peek();
      switch (operator) {
        case "==", "!=", "<", "<=", ">", ">=" -> words.next();
        default -> {
          return compared ? truth(holds) : left;
        }
      }
      double right = bitOr();
      holds &= holds(operator, left, right);
      compared = true;
      left = right;
    }
  }

  private static boolean holds(String operator, double left, double right) {
    return switch (operator) {
      case "==" -> left == right;
      case "!=" -> left != right;
      case "<" -> left < right;
      case "<=" -> left <= right;
      case ">" -> left > right;
      default -> left >= right;
    };
  }

  private double bitOr() {
    double value = bitXor();
    while (words.accept("|")) {
      value = (long) value | (long) bitXor();
    }
    return value;
  }

  private double bitXor() {
    double value = bitAnd();
    while (words.accept("^")) {
      value = (long) value ^ (long) bitAnd();
    }
    return value;
  }

  private double bitAnd() {
    double value = shift();
    while (words.accept("&")) {
      value = (long) value & (long) shift();
    }
    return value;
  }

  private double shift() {
    double value = sum();
    while (true) {
      if (words.accept("<<")) {
        value = (long) value << (long) sum();
      } else if (words.accept(">>")) {
        value = (long) value >> (long) sum();
      } else {
        return value;
      }
    }
  }

  private double sum() {
    double value = product();
    while (true) {
      if (words.accept("+")) {
        value += product();
      } else if (words.accept("-")) {
        value -= product();
      } else {
        return value;
      }
    }
  }

  private double product() {
    double value = factor();
    while (true) {
      if (words.accept("*")) {
        value *= factor();
      } else if (words.accept("/")) {
        value /= factor();
      } else if (words.accept("//")) {
        value = Math.floor(value / factor());
      } else if (words.accept("%")) {
        double divisor = factor();
        value -= divisor * Math.floor(value / divisor);
      } else {
        return value;
      }
    }
  }

  private double factor() {
    if (words.accept("-")) {
      return -factor();
    }
    if (words.accept("+")) {
      return factor();
    }
    if (words.accept("~")) {
      return ~(long) factor();
    }
    return atom();
  }

  private double atom() {
    if (words.accept("(")) {
      double value = expression();
      words.expect(")");
      return value;
    }
    String word = words.next();
    if (word.startsWith("0x") || word.startsWith("0X")) {
      return Long.decode(word);
    }
    if (Character.isDigit(word.charAt(0))) {
      return Double.parseDouble(word);
    }
    if (word.startsWith("\"") || word.startsWith("'")) {
      return 1; // a text is true; scripts have it in messages only
    }
    return switch (word) {
      case "True" -> 1;
      case "False" -> 0;
      case "abs" -> {
        words.expect("(");
        double value = Math.abs(expression());
        words.expect(")");
        yield value;
      }
      default -> {
        Double value = variables.get(word);
        if (value == null) {
          throw new CodeSyntaxException("the name " + word + " is not known");
        }
        yield value;
      }
    };
  }

  private static double truth(boolean holds) {
    return holds ? 1 : 0;
  }
}
