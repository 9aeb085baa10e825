package io.tcp4j.cli.demo;

import io.tcp4j.testkit.ladder.FilterWord;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// The value of one `--filter`: words with commas between them.
record FilterWords(Set<FilterWord> words) {
  /// Copies the words.
  FilterWords {
    words = Set.copyOf(words);
  }

  /// Text in, words or a complaint out.
  static final class Converter implements ITypeConverter<FilterWords> {
    @Override
    public FilterWords convert(String text) {
      Set<FilterWord> words = EnumSet.noneOf(FilterWord.class);
      for (String word : text.split(",", -1)) {
        words.add(FilterWord.of(word.strip()).orElseThrow(() -> unknown(word)));
      }
      return new FilterWords(words);
    }

    private static TypeConversionException unknown(String word) {
      return new TypeConversionException(
          "'" + word + "' is none of " + String.join(", ", FilterWord.words()));
    }
  }
}
