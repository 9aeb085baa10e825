package io.tcp4j.testkit.packetdrill.call;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The descriptors of a script. A script writes which number a call returns, so that is the number
/// it gets.
final class Descriptors {
  private final Map<Integer, Object> open = new TreeMap<>();

  /// Gives a new thing the number that the script wants, or else the lowest that is free.
  int add(Object thing, int wanted) {
    int number = wanted;
    if (wanted < 0) {
      number = 3;
      while (open.containsKey(number)) {
        number++;
      }
    }
    if (open.putIfAbsent(number, thing) != null) {
      throw new IllegalArgumentException("descriptor " + number + " is open");
    }
    return number;
  }

  @Nullable Object get(int number) {
    return open.get(number);
  }

  @Nullable Sock socket(int number) {
    return open.get(number) instanceof Sock sock ? sock : null;
  }

  @Nullable Object remove(int number) {
    return open.remove(number);
  }

  Iterable<Object> all() {
    return open.values();
  }
}
