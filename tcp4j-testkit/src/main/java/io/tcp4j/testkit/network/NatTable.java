package io.tcp4j.testkit.network;

import io.tcp4j.testkit.network.NatBinding.Phase;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.TcpFlags;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The bindings of a NAT: which port outside stands for which endpoint inside. A binding is the
/// same for all destinations, and lets in segments of all (endpoint-independent mapping and
/// filtering, RFC 4787 §4.1, RFC 5382 §4). Not thread-safe.
final class NatTable {
  private static final int FIRST_PORT = 1024;
  private static final int PORTS = 65_536 - FIRST_PORT;

  private final NatConfig config;
  private final RandomGenerator random;
  private final Map<Endpoint, Entry> byInside = new LinkedHashMap<>();
  private final Map<Integer, Entry> byOutside = new LinkedHashMap<>();

  /// A binding in the table.
  static final class Entry {
    final Endpoint inside;
    final int outsidePort;
    private Phase phase = Phase.OPENING;
    private boolean finFromInside;
    private boolean finFromOutside;
    private long lastUsed;

    private Entry(Endpoint inside, int outsidePort) {
      this.inside = inside;
      this.outsidePort = outsidePort;
    }
  }

  NatTable(NatConfig config, RandomGenerator random) {
    this.config = config;
    this.random = random;
  }

  /// A segment goes out. One that belongs to no binding begins one, be it a SYN or not, as on
  /// Linux: a NAT that has forgotten a connection picks it up again, from another port.
  ///
  /// @return null if all ports are taken
  @Nullable Entry outbound(Endpoint inside, int flags, long now) {
    Entry entry = present(byInside.get(inside), now);
    if (entry == null) {
      entry = bind(inside, now);
    }
    if (entry != null) {
      entry.finFromInside |= (flags & TcpFlags.FIN) != 0;
      used(entry, flags, now);
    }
    return entry;
  }

  /// A segment comes in.
  ///
  /// @return null if it belongs to no binding
  @Nullable Entry inbound(int outsidePort, int flags, long now) {
    Entry entry = ofPort(outsidePort, now);
    if (entry != null) {
      if (entry.phase == Phase.OPENING) {
        entry.phase = Phase.OPEN;
      }
      entry.finFromOutside |= (flags & TcpFlags.FIN) != 0;
      used(entry, flags, now);
    }
    return entry;
  }

  /// Returns the binding of a port without having it count as used.
  @Nullable Entry ofPort(int outsidePort, long now) {
    return present(byOutside.get(outsidePort), now);
  }

  /// Returns the binding of an endpoint inside without having it count as used.
  @Nullable Entry of(Endpoint inside, long now) {
    return present(byInside.get(inside), now);
  }

  private static void used(Entry entry, int flags, long now) {
    entry.lastUsed = now;
    if ((flags & TcpFlags.SYN) != 0) {
      entry.phase = entry.phase == Phase.CLOSING ? Phase.OPENING : entry.phase;
      entry.finFromInside = false;
      entry.finFromOutside = false;
    } else if ((flags & TcpFlags.RST) != 0 || (entry.finFromInside && entry.finFromOutside)) {
      entry.phase = Phase.CLOSING;
    }
  }

  private @Nullable Entry bind(Endpoint inside, long now) {
    int start = random.nextInt(PORTS);
    for (int i = 0; i < PORTS; i++) {
      int port = FIRST_PORT + (start + i) % PORTS;
      if (present(byOutside.get(port), now) == null) {
        Entry entry = new Entry(inside, port);
        byInside.put(inside, entry);
        byOutside.put(port, entry);
        return entry;
      }
    }
    return null;
  }

  private @Nullable Entry present(@Nullable Entry entry, long now) {
    if (entry == null || !expired(entry, now)) {
      return entry;
    }
    byInside.remove(entry.inside);
    byOutside.remove(entry.outsidePort);
    return null;
  }

  private boolean expired(Entry entry, long now) {
    Duration limit = entry.phase == Phase.OPEN ? config.idle() : config.transitory();
    return now - entry.lastUsed >= limit.toNanos();
  }

  List<NatBinding> bindings(long now) {
    return byInside.values().stream()
        .filter(entry -> !expired(entry, now))
        .map(
            entry ->
                new NatBinding(
                    entry.inside, entry.outsidePort, entry.phase, Duration.ofNanos(entry.lastUsed)))
        .toList();
  }
}
