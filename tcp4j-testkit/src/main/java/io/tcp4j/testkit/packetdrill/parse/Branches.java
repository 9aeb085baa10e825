package io.tcp4j.testkit.packetdrill.parse;

import io.tcp4j.testkit.packetdrill.script.Place;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/// `#ifdef NAME`, `#else`, `#endif`: blanks the lines of the branches that are not taken, so that
/// line numbers stay.
final class Branches {
  private Branches() {}

  /// The text with only the branches of the defined names left.
  static String take(String script, String source, Set<String> defined) {
    StringBuilder out = new StringBuilder(source.length());
    Deque<Boolean> taken = new ArrayDeque<>();
    int number = 0;
    for (String line : source.split("\n", -1)) {
      number++;
      String word = line.strip();
      boolean directive = true;
      if (word.startsWith("#ifdef")) {
        taken.push(defined.contains(word.substring("#ifdef".length()).strip()));
      } else if (word.startsWith("#ifndef")) {
        taken.push(!defined.contains(word.substring("#ifndef".length()).strip()));
      } else if (word.equals("#else") || word.equals("#endif")) {
        Boolean last = taken.poll();
        if (last == null) {
          throw new ScriptSyntaxException(
              script, new Place(number, line.indexOf('#') + 1), word + " without #ifdef");
        }
        if (word.equals("#else")) {
          taken.push(!last);
        }
      } else {
        directive = false;
      }
      if (!directive && !taken.contains(false)) {
        out.append(line);
      }
      out.append('\n');
    }
    if (!taken.isEmpty()) {
      throw new ScriptSyntaxException(script, new Place(number, 1), "an #ifdef without #endif");
    }
    out.setLength(out.length() - 1); // the last line had no line feed
    return out.toString();
  }
}
