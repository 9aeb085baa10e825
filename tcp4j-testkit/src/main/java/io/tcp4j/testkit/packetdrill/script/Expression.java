package io.tcp4j.testkit.packetdrill.script;

import java.util.List;
import java.util.Map;

/// An argument or a result of a call.
public sealed interface Expression {
  /// `...`: what the interpreter thinks fit, or whatever comes.
  record Anything() implements Expression {}

  /// A number.
  record Literal(long value) implements Expression {}

  /// A text in quotes.
  record Text(String value) implements Expression {}

  /// A constant by its C name.
  record Name(String name) implements Expression {}

  /// `a|b`.
  record Or(List<Expression> parts) implements Expression {
    /// Copies the parts.
    public Or {
      parts = List.copyOf(parts);
    }
  }

  /// `[a, b]`: an array, or a value by reference.
  record Array(List<Expression> elements) implements Expression {
    /// Copies the elements.
    public Array {
      elements = List.copyOf(elements);
    }
  }

  /// `{name=value, …}`; a field without a name is called by its index.
  record Struct(Map<String, Expression> fields) implements Expression {}

  /// `htons(80)`.
  record Application(String function, List<Expression> arguments) implements Expression {
    /// Copies the arguments.
    public Application {
      arguments = List.copyOf(arguments);
    }
  }
}
