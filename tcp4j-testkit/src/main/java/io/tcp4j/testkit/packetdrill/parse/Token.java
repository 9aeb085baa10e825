package io.tcp4j.testkit.packetdrill.parse;

import io.tcp4j.testkit.packetdrill.script.Place;

/// A word of the language.
///
/// @param kind what it is
/// @param text its letters; of a text, a command and a piece of code what stands within the quotes
/// @param place where it begins
/// @param start the index of its first character
/// @param end the index after its last
record Token(Kind kind, String text, Place place, int start, int end) {
  enum Kind {
    /// Letters, digits and underscores that do not begin with a digit.
    WORD("a word"),
    /// Digits, or 0x and hexadecimal digits.
    INTEGER("a whole number"),
    /// Digits with a decimal point.
    DECIMAL("a decimal number"),
    /// A text in double quotes.
    TEXT("a text in quotes"),
    /// A command in back quotes.
    COMMAND("a command in back quotes"),
    /// Code within `%{` and `}%`.
    CODE("code in %{ }%"),
    /// `...`.
    ELLIPSIS("..."),
    /// Any other character.
    SIGN("a sign"),
    /// After the last.
    END("the end of the script");

    private final String description;

    Kind(String description) {
      this.description = description;
    }

    String description() {
      return description;
    }
  }

  boolean is(char sign) {
    return kind == Kind.SIGN && text.charAt(0) == sign;
  }

  boolean is(String word) {
    return kind == Kind.WORD && text.equals(word);
  }

  /// How messages call it.
  @Override
  public String toString() {
    return switch (kind) {
      case COMMAND, CODE, END -> kind.description();
      case TEXT -> '"' + text + '"';
      case WORD, INTEGER, DECIMAL, ELLIPSIS, SIGN -> "'" + text + "'";
    };
  }
}
