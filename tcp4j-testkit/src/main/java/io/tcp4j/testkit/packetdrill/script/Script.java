package io.tcp4j.testkit.packetdrill.script;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A packetdrill script.
///
/// @param name what messages call it, mostly the file's path
/// @param options the `--name=value` lines at its head, in order; a flag has an empty value
/// @param setUp the command that runs before the first event
/// @param events what happens, in order
/// @param cleanUp the command that runs after the last event
public record Script(
    String name,
    Map<String, String> options,
    Optional<String> setUp,
    List<Event> events,
    Optional<String> cleanUp) {
  /// Copies the events.
  public Script {
    events = List.copyOf(events);
  }
}
