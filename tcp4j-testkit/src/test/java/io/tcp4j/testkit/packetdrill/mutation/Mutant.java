package io.tcp4j.testkit.packetdrill.mutation;

import io.tcp4j.testkit.packetdrill.script.Event;
import io.tcp4j.testkit.packetdrill.script.Script;
import java.util.ArrayList;
import java.util.List;

/// A script with one thing changed, so that the stack does no longer what it says.
///
/// @param change what was changed, and where
/// @param script the changed script
public record Mutant(String change, Script script) {
  /// The script with other events in the place of one.
  static Mutant of(Script script, int index, String change, Event... instead) {
    List<Event> events = new ArrayList<>(script.events());
    Event old = events.remove(index);
    events.addAll(index, List.of(instead));
    return new Mutant(
        script.name() + ":" + old.place().line() + ": " + change,
        new Script(script.name(), script.options(), script.setUp(), events, script.cleanUp()));
  }

  @Override
  public String toString() {
    return change;
  }
}
