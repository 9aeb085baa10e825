package io.tcp4j.stack.ip;

import io.tcp4j.stack.counters.Counter;
import io.tcp4j.stack.counters.Counters;
import io.tcp4j.stack.time.TimerEntry;
import io.tcp4j.stack.time.TimerService;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.IpHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Puts datagrams of both families together from their fragments (RFC 791 §3.2, RFC 8200 §4.5),
/// under limits on memory, number and time.
///
/// Over a limit the oldest datagram goes: whoever floods with fragments then has to keep at it, and
/// does not lock others out for the length of the timeout. Thread-safe.
final class FragmentReassembler extends TimerEntry {
  /// RFC 1122 §3.3.2: between 60 and 120 s; RFC 8200 §4.5: 60 s.
  static final long TIMEOUT = Duration.ofSeconds(60).toNanos();

  /// Most memory that waiting fragments may take, in bytes.
  static final int MOST_BYTES = 1 << 20;

  /// Most datagrams that may wait.
  static final int MOST_DATAGRAMS = 256;

  private final TimerService timers;
  private final Counters counters;
  private final Consumer<byte[]> timedOut;
  private final ReentrantLock lock = new ReentrantLock();

  /// In the order of arrival of their first fragments, which is that of expiry.
  private final Map<FragmentKey, Reassembly> waiting = new LinkedHashMap<>();

  private int bytes;

  /// Makes a reassembler with nothing in it.
  ///
  /// @param timers time
  /// @param counters where failures are counted
  /// @param timedOut told of each datagram whose time is over and of which the first fragment is
  ///     there: that packet, from its IP header on
  FragmentReassembler(TimerService timers, Counters counters, Consumer<byte[]> timedOut) {
    this.timers = timers;
    this.counters = counters;
    this.timedOut = timedOut;
  }

  /// Adds a fragment.
  ///
  /// @param ip its header
  /// @param array where it is
  /// @param packetOffset where its IP header starts
  /// @param now time in nanoseconds
  /// @return the packet that it completes, or null
  byte @Nullable [] add(IpHeader ip, byte[] array, int packetOffset, long now) {
    FragmentKey key = FragmentKey.of(ip);
    lock.lock();
    try {
      Reassembly datagram = waiting.get(key);
      if (datagram == null) {
        datagram = new Reassembly(key, now + TIMEOUT);
        waiting.put(key, datagram);
        bytes += datagram.cost();
      }
      bytes -= datagram.cost();
      DropReason reason = datagram.add(ip, array, packetOffset);
      bytes += datagram.cost();
      if (reason != null) {
        counters.drop(reason);
      } else if (datagram.complete()) {
        remove(datagram);
        return joined(datagram);
      }
      makeRoom();
    } finally {
      lock.unlock();
    }
    timers.atLatest(this, now + TIMEOUT);
    return null;
  }

  private byte @Nullable [] joined(Reassembly datagram) {
    byte[] whole = datagram.join();
    if (whole == null) {
      fail(DropReason.IP_BAD_FRAGMENT);
    } else {
      counters.count(Counter.REASSEMBLED);
    }
    return whole;
  }

  private void makeRoom() {
    while (bytes > MOST_BYTES || waiting.size() > MOST_DATAGRAMS) {
      remove(waiting.values().iterator().next());
      fail(DropReason.REASSEMBLY_LIMIT);
    }
  }

  private void remove(Reassembly datagram) {
    waiting.remove(datagram.key);
    bytes -= datagram.cost();
  }

  private void fail(DropReason reason) {
    counters.count(Counter.REASSEMBLY_FAILED);
    counters.drop(reason);
  }

  @Override
  protected void expired(long now) {
    List<byte[]> firstPackets = new ArrayList<>();
    long next = Long.MAX_VALUE;
    lock.lock();
    try {
      Iterator<Reassembly> oldest = waiting.values().iterator();
      while (oldest.hasNext()) {
        Reassembly datagram = oldest.next();
        if (datagram.expiresAt > now) {
          next = datagram.expiresAt;
          break;
        }
        oldest.remove();
        bytes -= datagram.cost();
        fail(DropReason.REASSEMBLY_TIMEOUT);
        if (datagram.firstPacket() != null) {
          firstPackets.add(datagram.firstPacket());
        }
      }
    } finally {
      lock.unlock();
    }
    timers.atLatest(this, next);
    firstPackets.forEach(timedOut);
  }

  /// Returns the memory that waiting fragments take, in bytes.
  int bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  /// Lets everything go.
  void clear() {
    lock.lock();
    try {
      waiting.clear();
      bytes = 0;
    } finally {
      lock.unlock();
    }
  }
}
