package io.tcp4j.cli.explain;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// All sections that there are words on.
final class Sections {
  static final List<SectionTopic> ALL =
      Stream.concat(Tcp9293.ALL.stream(), OtherRfcs.ALL.stream()).toList();

  private Sections() {}

  /// This section, or the nearest one that it is part of.
  static Optional<SectionTopic> at(Place place) {
    Optional<SectionTopic> exact = exactly(place);
    return exact.isPresent() || place.section().isEmpty() ? exact : at(place.parent());
  }

  /// This section and no other.
  static Optional<SectionTopic> exactly(Place place) {
    return ALL.stream().filter(section -> section.place().equals(place)).findFirst();
  }

  /// The sections that are parts of this one: all of them, in their order.
  static List<SectionTopic> under(Place place) {
    return ALL.stream()
        .filter(section -> section.place().rfc() == place.rfc())
        .filter(section -> !section.place().equals(place))
        .filter(
            section ->
                place.section().isEmpty()
                    || section.place().section().startsWith(place.section() + "."))
        .toList();
  }
}
