package io.tcp4j.link.tun;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.tcp4j.link.Link;
import io.tcp4j.link.LinkCapabilities;
import io.tcp4j.link.LinkDrop;
import io.tcp4j.link.LinkDropCounts;
import io.tcp4j.link.Packet;
import io.tcp4j.link.PacketReceiver;
import io.tcp4j.link.tun.TunException.Reason;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A Linux TUN device as a link: the kernel is at the other end of the cable.
///
/// A platform thread named `tcp4j-` and the interface's name delivers what arrives. It is a daemon:
/// it doesn't keep the virtual machine alive. Packets are transmitted on the caller's thread, with
/// one system call each; [#flush] has nothing to do.
///
/// Needs `--enable-native-access=io.tcp4j.link.tun` (`ALL-UNNAMED` on the class path) for the
/// virtual machine not to warn.
public final class TunLink implements Link {
  /// Longest wait for a delivery that is under way when the link is closed.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final TunDevice device;
  private final TunConfig config;
  private final LinkCapabilities capabilities;
  private final TunCounters counters = new TunCounters();
  private final LinkDropCounts drops = new LinkDropCounts();

  /// Closed with the descriptors, when neither the reader nor a transmitter can be using it.
  private final Arena arena;

  /// Keeps [#transmit] from a descriptor that is closed already, and that may be another file's by
  /// now; uncontended but for that, it costs a hundredth of the `write`. Guards what follows.
  private final ReentrantLock lock = new ReentrantLock();

  private final Libc libc;
  private final TunWriter writer;
  private final MemorySegment wakeUpValue;
  private final int wakeUp;
  private @Nullable Thread reader;
  private boolean released;

  /// Written under the lock, read without.
  private volatile boolean closing;

  private volatile @Nullable TunException failure;

  private TunLink(TunDevice device, TunConfig config, Arena arena, Libc libc, int wakeUp) {
    this.device = device;
    this.config = config;
    this.arena = arena;
    this.libc = libc;
    this.wakeUp = wakeUp;
    capabilities =
        device.virtioHeader() && config.offload() == Offload.AUTO
            ? LinkCapabilities.FULL
            : LinkCapabilities.NONE;
    writer = new TunWriter(device, capabilities, libc, arena);
    wakeUpValue = arena.allocateFrom(JAVA_LONG, 1);
  }

  /// Opens the device and sets up the kernel's side of it.
  ///
  /// @throws TunException saying why it can't be; then nothing is left behind
  public static TunLink open(TunConfig config) throws TunException {
    return open(config, Platform.current());
  }

  static TunLink open(TunConfig config, Platform platform) throws TunException {
    platform.requireTun();
    TunDevice device = TunDevice.open(config);
    Arena arena = Arena.ofShared();
    Libc libc = new Libc(arena);
    int wakeUp = libc.eventfd(0, Libc.CLOEXEC_NONBLOCK);
    if (wakeUp < 0) {
      device.close(libc);
      String error = libc.error(wakeUp);
      arena.close();
      throw new TunException(Reason.SYSTEM, "cannot make an eventfd: " + error);
    }
    return new TunLink(device, config, arena, libc, wakeUp);
  }

  @Override
  public String name() {
    return device.name();
  }

  /// Returns the interface's MTU as it was when the link was opened.
  @Override
  public int mtu() {
    return device.mtu();
  }

  @Override
  public LinkCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public void open(PacketReceiver receiver) {
    lock.lock();
    try {
      if (closing || reader != null) {
        throw new IllegalStateException(name() + (closing ? " is closed" : " is open already"));
      }
      TunReader loop =
          new TunReader(device, wakeUp, config.idle(), () -> closing, receiver, counters, arena);
      reader = Thread.ofPlatform().name("tcp4j-" + name()).daemon().start(() -> deliverWith(loop));
    } finally {
      lock.unlock();
    }
  }

  private void deliverWith(TunReader loop) {
    try {
      loop.run();
    } catch (TunException e) {
      fail(e);
    } catch (RuntimeException | Error e) {
      TunException ended =
          new TunException(Reason.SYSTEM, "the reader of " + name() + " has ended: " + e);
      ended.initCause(e);
      fail(ended);
    } finally {
      if (closing) {
        release();
      }
    }
  }

  private void fail(TunException e) {
    if (!closing) {
      failure = e;
      config.onFailure().accept(e);
    }
  }

  /// Writes the packet to the device. Unlike other links', may be called by any thread.
  @Override
  public boolean transmit(Packet packet) {
    lock.lock();
    try {
      LinkDrop drop = closing ? LinkDrop.CLOSED : writer.write(packet);
      if (drop != null) {
        return drops.drop(drop);
      }
      counters.add(TunCounters.TRANSMITTED_PACKETS, 1);
      counters.add(TunCounters.TRANSMITTED_BYTES, packet.length);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Does nothing: each packet is on its way when [#transmit] returns.
  @Override
  public void flush() {}

  @Override
  public long dropped(LinkDrop reason) {
    return drops.count(reason);
  }

  /// Returns what has passed the link until now. The numbers are not of the same instant.
  public TunStatistics statistics() {
    return TunStatistics.of(counters);
  }

  /// Returns why the link delivers no more, or null while it does and after it was closed in good
  /// order. A link that has failed still has to be closed.
  public @Nullable TunException failure() {
    return failure;
  }

  /// Stops the reader, closes the device, and takes away what the link has made. Waits up to two
  /// seconds for a delivery that is under way (unless called from inside one), so the caller must
  /// hold no lock that the receiver takes; if it is still not over then, its end frees the rest.
  @Override
  public void close() {
    Thread running;
    lock.lock();
    try {
      if (!closing) {
        closing = true;
        libc.write(wakeUp, wakeUpValue, Long.BYTES);
      }
      running = reader;
    } finally {
      lock.unlock();
    }
    if (running == null) {
      release();
    } else if (running != Thread.currentThread() && ended(running)) {
      release();
    }
  }

  /// Waits for the thread's end, through interruptions, which the caller finds again.
  private static boolean ended(Thread thread) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return thread.join(PATIENCE);
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Frees everything, once: called by whoever is last.
  private void release() {
    lock.lock();
    try {
      if (!released) {
        released = true;
        device.close(libc);
        libc.close(wakeUp);
        arena.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
