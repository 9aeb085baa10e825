package io.tcp4j.cli.explain;

import io.tcp4j.cli.text.Nearest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// All topics, and how they are found.
final class Topics {
  /// What has a name of its own: states, flags and options.
  static final List<Topic> NAMED =
      Stream.of(States.ALL, Flags.ALL, Options.ALL).<Topic>flatMap(List::stream).toList();

  private Topics() {}

  /// The topic of this name or place. Case, hyphens, underscores and spaces make no difference.
  static Optional<Topic> of(String text) {
    String word = plain(text);
    Optional<Topic> named =
        NAMED.stream()
            .filter(topic -> names(topic).anyMatch(n -> plain(n).equals(word)))
            .findFirst();
    return named.isPresent() ? named : Place.of(text).flatMap(Sections::at).map(section -> section);
  }

  /// The name that was perhaps meant.
  static Optional<String> near(String text) {
    List<String> names = NAMED.stream().flatMap(Topics::names).toList();
    return Nearest.of(plain(text), names, Topics::plain);
  }

  private static Stream<String> names(Topic topic) {
    return Stream.concat(Stream.of(topic.name()), topic.alsoKnownAs().stream());
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
