package io.tcp4j.testkit.packetdrill.call;

import io.tcp4j.testkit.packetdrill.script.Expression;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The arguments of a call, read as what the call takes them for.
final class Arguments {
  private final String call;
  private final List<Expression> list;

  Arguments(String call, List<Expression> list) {
    this.call = call;
    this.list = list;
  }

  String call() {
    return call;
  }

  int count() {
    return list.size();
  }

  Expression get(int index) {
    if (index >= list.size()) {
      throw new IllegalArgumentException(
          call + " takes more than " + list.size() + " argument" + (list.size() == 1 ? "" : "s"));
    }
    return list.get(index);
  }

  /// A number, or the number in an array of one.
  int number(int index) {
    return number(get(index), index);
  }

  private int number(Expression argument, int index) {
    return switch (argument) {
      case Expression.Literal(long value) -> Math.toIntExact(value);
      case Expression.Array(List<Expression> elements) when elements.size() == 1 ->
          number(elements.getFirst(), index);
      default ->
          throw new IllegalArgumentException(
              "argument " + (index + 1) + " of " + call + " is not a number: " + argument);
    };
  }

  /// The names of an argument like `A|B`; a number counts as its digits, 0 as nothing.
  Set<String> names(int index) {
    Set<String> names = new LinkedHashSet<>();
    collect(get(index), names);
    return names;
  }

  private void collect(Expression expression, Set<String> names) {
    switch (expression) {
      case Expression.Name(String name) -> names.add(name);
      case Expression.Or(List<Expression> parts) -> parts.forEach(p -> collect(p, names));
      case Expression.Literal(long value) -> {
        if (value != 0) {
          names.add("0x" + Long.toHexString(value));
        }
      }
      default -> throw new IllegalArgumentException(call + " takes constants, not " + expression);
    }
  }

  /// The one name of an argument.
  String name(int index) {
    Set<String> names = names(index);
    if (names.size() != 1) {
      throw new IllegalArgumentException(
          "argument " + (index + 1) + " of " + call + " is not one constant");
    }
    return names.iterator().next();
  }

  boolean anything(int index) {
    return get(index) instanceof Expression.Anything;
  }
}
