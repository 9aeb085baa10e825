package io.tcp4j.testkit.network;

import io.tcp4j.link.Packet;
import io.tcp4j.link.Scheduler;
import io.tcp4j.stack.log.Announcements;
import io.tcp4j.stack.log.EventLog;
import io.tcp4j.stack.log.Happening;
import io.tcp4j.stack.log.LogEntry;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.TcpObserver;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.wire.ByteSlice;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpProtocol;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpCodec;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What happened in a [SimulatedNetwork]: every packet on every cable with its cause and its fate,
/// what happened to all connections, and the faults. Thread-safe.
///
/// All of it is kept in memory until the end of the run, each packet with its bytes, unless told to
/// [#forget]: an hour of a busy line is gigabytes.
public final class Trace {
  private final Scheduler scheduler;
  private final Announcements<Said> announcements = new Announcements<>();
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private final List<TraceEvent> events = new ArrayList<>();

  /// What each packet was when it was sent, by its number less one.
  private final List<AsSent> asSent = new ArrayList<>();

  private final TraceDigest digest = new TraceDigest();
  private final IpHeader ip = new IpHeader();
  private final Segment segment = new Segment();
  private long packets;
  private boolean over;

  /// Written under the lock, and else looked at by observers.
  private volatile boolean remembers = true;

  Trace(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /// @param origin the number that it had on its first cable
  /// @param bytes which those packets share that arrive as they were
  private record AsSent(long origin, ByteSlice bytes) {}

  private record Said(SendCause cause, Trigger trigger) {}

  /// Returns what has happened so far, in its order.
  public List<TraceEvent> events() {
    lock.lock();
    try {
      return List.copyOf(events);
    } finally {
      lock.unlock();
    }
  }

  /// Returns the packets that were sent so far, in their order, with what became of them.
  public List<TracedPacket> packets() {
    Map<Long, TraceEvent.Sent> sent = new LinkedHashMap<>();
    Map<Long, List<TraceEvent.Arrived>> arrivals = new HashMap<>();
    Map<Long, String> drops = new HashMap<>();
    for (TraceEvent event : events()) {
      switch (event) {
        case TraceEvent.Sent s -> sent.put(s.number(), s);
        case TraceEvent.Arrived a ->
            arrivals.computeIfAbsent(a.number(), n -> new ArrayList<>()).add(a);
        case TraceEvent.Dropped d -> drops.put(d.number(), d.by());
        default -> {}
      }
    }
    return sent.values().stream()
        .map(
            s ->
                new TracedPacket(
                    s,
                    List.copyOf(arrivals.getOrDefault(s.number(), List.of())),
                    drops.get(s.number())))
        .toList();
  }

  /// Returns a digest of all that happened to packets so far, bytes and instants included, as 64
  /// hexadecimal digits. Two runs with the same digest were the same.
  public String digest() {
    lock.lock();
    try {
      return digest.value();
    } finally {
      lock.unlock();
    }
  }

  /// Keeps nothing from now on but the [#digest], and forgets what there was: for runs of many
  /// packets.
  public void forget() {
    lock.lock();
    try {
      remembers = false;
      events.clear();
      asSent.clear();
    } finally {
      lock.unlock();
    }
  }

  /// Whether it was told to [#forget].
  public boolean forgets() {
    return !remembers;
  }

  /// Writes all packets that were sent as a capture for Wireshark, each with its cause and its fate
  /// as a comment.
  ///
  /// @param out where to; it is closed
  /// @throws IOException from there
  public void writePcapng(OutputStream out) throws IOException {
    TraceCapture.write(packets(), scheduler.epochNanos() - scheduler.nanoTime(), out);
  }

  /// Adds a note.
  ///
  /// @param text in words
  public void note(String text) {
    long now = scheduler.nanoTime();
    lock.lock();
    try {
      add(new TraceEvent.Note(now, text));
    } finally {
      lock.unlock();
    }
  }

  private void add(TraceEvent event) {
    if (remembers()) {
      events.add(event);
    }
  }

  private boolean remembers() {
    return remembers && !over;
  }

  /// A node puts a packet on a cable.
  ///
  /// @return its number
  long sent(Port from, Packet packet) {
    return sent(from, packet, null);
  }

  /// A fault puts a packet on a cable, in the name of the node at one end.
  ///
  /// @return its number
  long made(Port from, Packet packet, String by) {
    return sent(from, packet, by);
  }

  private long sent(Port from, Packet packet, @Nullable String madeBy) {
    long now = scheduler.nanoTime();
    lock.lock();
    try {
      long number = ++packets;
      if (!over) {
        String by = madeBy == null ? from.node().name() : madeBy;
        digest.sent(now, number, by, from.cable().name(), packet);
      }
      if (remembers()) {
        events.add(sent(now, number, from, packet, madeBy));
      }
      return number;
    } finally {
      lock.unlock();
    }
  }

  private TraceEvent.Sent sent(
      long now, long number, Port from, Packet packet, @Nullable String madeBy) {
    ByteSlice bytes = bytes(packet);
    Said said = madeBy == null ? said(packet) : null;
    long origin = packet.tag == 0 ? number : asSent.get((int) packet.tag - 1).origin();
    asSent.add(new AsSent(origin, bytes));
    return new TraceEvent.Sent(
        now,
        number,
        origin,
        from.cable().name(),
        from.node().name(),
        from.peer().node().name(),
        madeBy,
        bytes,
        said == null ? null : said.cause(),
        said == null ? null : said.trigger());
  }

  private @Nullable Said said(Packet packet) {
    boolean tcp =
        IpCodec.decode(packet.array, packet.offset, packet.length, ip) == null
            && !ip.isFragment()
            && ip.protocol == IpProtocol.TCP
            && TcpCodec.decode(packet.array, ip.payloadOffset, ip.payloadLength, segment) == null;
    return tcp ? announcements.about(ip, segment) : null;
  }

  void arrived(Packet packet) {
    long now = scheduler.nanoTime();
    lock.lock();
    try {
      if (!over) {
        digest.arrived(now, packet.tag, packet);
      }
      if (remembers()) {
        events.add(new TraceEvent.Arrived(now, packet.tag, shared(packet.tag, bytes(packet))));
      }
    } finally {
      lock.unlock();
    }
  }

  private ByteSlice shared(long number, ByteSlice arrived) {
    ByteSlice sent = number == 0 ? arrived : asSent.get((int) number - 1).bytes();
    return sent.equals(arrived) ? sent : arrived;
  }

  void dropped(Packet packet, String by) {
    long now = scheduler.nanoTime();
    lock.lock();
    try {
      if (!over) {
        digest.dropped(now, packet.tag, by);
        add(new TraceEvent.Dropped(now, packet.tag, by));
      }
    } finally {
      lock.unlock();
    }
  }

  private static ByteSlice bytes(Packet packet) {
    return ByteSlice.of(
        Arrays.copyOfRange(packet.array, packet.offset, packet.offset + packet.length));
  }

  /// The run is over: what is torn down from now on is no part of it.
  void end() {
    lock.lock();
    try {
      over = true;
    } finally {
      lock.unlock();
    }
  }

  /// Returns what tells of the connections of one host.
  ///
  /// @param alive whether the host still lives that this is for: what is cleaned up after its crash
  ///     never happened
  TcpObserver observer(String host, BooleanSupplier alive) {
    TcpObserver announcer =
        new TcpObserver() {
          @Override
          public void segmentSent(
              FourTuple connection, Segment sent, SendCause cause, Trigger trigger) {
            if (remembers) {
              announcements.announce(connection, sent, new Said(cause, trigger));
            }
          }
        };
    Consumer<LogEntry> listener =
        entry -> {
          if (alive.getAsBoolean() && !isPacket(entry.what())) {
            happened(host, entry);
          }
        };
    return TcpObserver.all(
        announcer, EventLog.builder(scheduler).capacity(1).listener(listener).build());
  }

  /// Whether it is one of those that are seen as packets.
  private static boolean isPacket(Happening what) {
    return switch (what) {
      case Happening.Retransmission _, Happening.ResetSent _, Happening.ResetArrived _ -> true;
      default -> false;
    };
  }

  private void happened(String host, LogEntry entry) {
    long now = scheduler.nanoTime();
    lock.lock();
    try {
      add(new TraceEvent.Happened(now, host, entry.connection(), entry.what(), entry.trigger()));
    } finally {
      lock.unlock();
    }
  }
}
