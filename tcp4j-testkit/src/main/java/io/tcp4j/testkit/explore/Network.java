package io.tcp4j.testkit.explore;

import io.tcp4j.tcp.model.TextSource;
import io.tcp4j.wire.Segment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The segments under way between the two hosts, each as long as nobody lets it arrive or get lost.
final class Network {
  private final List<Flight> toClient = new ArrayList<>();
  private final List<Flight> toServer = new ArrayList<>();
  private int sent;

  private List<Flight> to(Role role) {
    return role == Role.CLIENT ? toClient : toServer;
  }

  /// A host sends a segment.
  Flight send(Role from, Segment segment, @Nullable TextSource text) {
    Flight flight = Flight.of(++sent, segment, text);
    to(from.other()).add(flight);
    return flight;
  }

  /// How many segments are under way to a host.
  int count(Role role) {
    return to(role).size();
  }

  /// Whether any segment is under way.
  boolean busy() {
    return count(Role.CLIENT) + count(Role.SERVER) > 0;
  }

  /// A segment under way to a host, by its place.
  Flight look(Role role, int index) {
    return to(role).get(index);
  }

  /// Takes a segment away that is under way to a host.
  Flight take(Role role, int index) {
    return to(role).remove(index);
  }

  /// Where the segment goes that was sent first of all that are under way.
  Role oldest() {
    if (count(Role.CLIENT) == 0 || count(Role.SERVER) == 0) {
      return count(Role.CLIENT) == 0 ? Role.SERVER : Role.CLIENT;
    }
    return look(Role.CLIENT, 0).number < look(Role.SERVER, 0).number ? Role.CLIENT : Role.SERVER;
  }
}
