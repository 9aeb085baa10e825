package io.tcp4j.stack.log;

import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.Segment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What was said of segments when they were sent, for whoever sees them as packets on a link.
///
/// A packet is known by its sockets, numbers, flags and length. When the same is sent again, what
/// was said last holds. The last few thousand are remembered. Thread-safe; where another thread
/// brings a packet to the link before the engine has spoken of it, nothing is known yet.
///
/// @param <T> what is said
public final class Announcements<T> {
  private static final int MOST = 4096;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, T> said =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, T> eldest) {
          return size() > MOST;
        }
      };

  /// Makes one that knows nothing.
  public Announcements() {}

  /// A segment as it can be recognized on the link.
  private record Key(FourTuple connection, int seq, int ack, int flags, int window, int length) {
    static Key of(FourTuple connection, Segment segment) {
      return new Key(
          connection,
          (int) segment.seq,
          (int) segment.ack,
          segment.flags,
          segment.wnd,
          segment.textLength);
    }
  }

  /// Remembers what is said of a segment.
  ///
  /// @param connection its sockets, seen from the sender
  /// @param segment what is sent
  /// @param what what to say
  public void announce(FourTuple connection, Segment segment, T what) {
    Key key = Key.of(connection, segment);
    lock.lock();
    try {
      // What is said again counts as said now, lest it be the next to go.
      said.remove(key);
      said.put(key, what);
    } finally {
      lock.unlock();
    }
  }

  /// Returns what was said of the segment in a packet, or null.
  ///
  /// @param ip the packet's IP header
  /// @param segment its segment
  public @Nullable T about(IpHeader ip, Segment segment) {
    FourTuple connection =
        new FourTuple(
            new Endpoint(ip.source(), segment.sourcePort),
            new Endpoint(ip.destination(), segment.destinationPort));
    Key key = Key.of(connection, segment);
    lock.lock();
    try {
      return said.get(key);
    } finally {
      lock.unlock();
    }
  }
}
