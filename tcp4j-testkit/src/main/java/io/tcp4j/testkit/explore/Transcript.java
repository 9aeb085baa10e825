package io.tcp4j.testkit.explore;

import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.wire.Segment;

/// Is told what happens in a run, as it happens.
interface Transcript {
  /// Nobody will read it.
  Transcript NONE = new Transcript() {};

  /// What follows happens at this instant.
  default void at(long now) {}

  /// A host sends a segment.
  default void sent(Role from, Flight flight, SendCause cause, Trigger trigger) {}

  /// A segment arrives, having overtaken others.
  ///
  /// @param overtaken how many
  default void arrives(Role to, Flight flight, int overtaken) {}

  /// A segment arrives, and stays under way.
  default void repeats(Role to, Flight flight) {}

  /// A segment gets lost.
  default void lost(Role to, Flight flight) {}

  /// A segment arrives that no host has sent.
  default void oldDuplicate(Role to, Segment segment) {}

  /// What is no segment happens to a host.
  default void did(Role host, String what) {}

  /// A host's connection enters a state.
  default void entered(Role host, Event event, State state) {}

  /// A sentence for the reader.
  default void said(String what) {}
}
