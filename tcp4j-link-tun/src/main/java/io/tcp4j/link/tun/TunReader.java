package io.tcp4j.link.tun;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.tcp4j.link.Packet;
import io.tcp4j.link.PacketReceiver;
import io.tcp4j.link.tun.TunException.Reason;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.BooleanSupplier;

/// Takes packets from the kernel and hands them to the receiver, on one platform thread: reads
/// until the device has nothing more or the batch is full, ends the batch, and blocks in `poll` on
/// the device and an eventfd that says it is time to stop.
final class TunReader {
  /// Packets between two looks at whether to stop, and two ends of a batch.
  private static final int BATCH = 64;

  /// More than the longest packet and its header: a read that fills it has been cut.
  private static final int SLOT = 66 * 1024;

  /// `struct pollfd`: int fd, short events, short revents.
  private static final int POLLFD = 8;

  private static final int EVENTS = 4;

  private final TunDevice device;
  private final int wakeUp;
  private final IdleStrategy idle;
  private final BooleanSupplier stopped;
  private final PacketReceiver receiver;
  private final TunCounters counters;
  private final Libc libc;
  private final MemorySegment slot;
  private final MemorySegment poll;
  private final byte[] bytes = new byte[SLOT];
  private final Packet packet = new Packet();
  private final VirtioNetHeader header = new VirtioNetHeader();
  private final int headerSize;
  private boolean receiverHasFailed;

  /// @param wakeUp the eventfd
  /// @param stopped says whether to deliver no more; turns true before the eventfd is written
  TunReader(
      TunDevice device,
      int wakeUp,
      IdleStrategy idle,
      BooleanSupplier stopped,
      PacketReceiver receiver,
      TunCounters counters,
      Arena arena) {
    this.device = device;
    this.wakeUp = wakeUp;
    this.idle = idle;
    this.stopped = stopped;
    this.receiver = receiver;
    this.counters = counters;
    libc = new Libc(arena);
    slot = arena.allocate(SLOT);
    poll = arena.allocate(2 * POLLFD, Integer.BYTES);
    headerSize = device.virtioHeader() ? VirtioNetHeader.SIZE : 0;
  }

  /// Reads until the link is closed.
  ///
  /// @throws TunException if the device fails or is gone
  void run() throws TunException {
    watch(0, device.descriptor());
    watch(1, wakeUp);
    while (!stopped.getAsBoolean()) {
      int read = readBatch();
      if (read > 0) {
        idle.reset();
        endBatch();
      }
      if (read < BATCH && !idle.lookAgain()) {
        block();
      }
    }
  }

  private void watch(int index, int descriptor) {
    poll.set(JAVA_INT, (long) index * POLLFD, descriptor);
    poll.set(JAVA_SHORT, (long) index * POLLFD + EVENTS, Libc.POLLIN);
  }

  /// Returns how many packets there were, those dropped included; less than [#BATCH] says that
  /// there are no more.
  private int readBatch() throws TunException {
    for (int i = 0; i < BATCH; i++) {
      int length = libc.read(device.descriptor(), slot, SLOT);
      if (length == -Errno.EAGAIN) {
        return i;
      }
      if (length <= 0) {
        throw failure(length);
      }
      deliver(length);
      if (stopped.getAsBoolean()) {
        return BATCH;
      }
    }
    return BATCH;
  }

  private void deliver(int length) {
    if (length <= headerSize || length == SLOT) {
      counters.add(TunCounters.RECEIVE_TRUNCATED, 1);
      return;
    }
    MemorySegment.copy(slot, JAVA_BYTE, 0, bytes, 0, length);
    packet.set(bytes, headerSize, length - headerSize);
    if (headerSize > 0) {
      header.decode(bytes, 0);
      if (!OffloadMapping.toPacket(header, packet)) {
        counters.add(TunCounters.RECEIVE_BAD_OFFLOAD, 1);
        return;
      }
    }
    counters.add(TunCounters.RECEIVED_PACKETS, 1);
    counters.add(TunCounters.RECEIVED_BYTES, packet.length);
    try {
      receiver.receive(packet);
    } catch (RuntimeException | Error e) {
      receiverFailed(e);
    }
  }

  private void endBatch() {
    try {
      receiver.batchEnd();
    } catch (RuntimeException | Error e) {
      receiverFailed(e);
    }
  }

  /// One packet that its receiver cannot take must not end the traffic of all. The first failure is
  /// made known, all are counted: whoever sends such packets must not fill the disk with traces.
  private void receiverFailed(Throwable e) {
    counters.add(TunCounters.RECEIVER_FAILURES, 1);
    if (!receiverHasFailed) {
      receiverHasFailed = true;
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }

  /// Waits for the device or the eventfd. What the device has to say, the next read will tell.
  private void block() throws TunException {
    int result = libc.poll(poll, 2, -1);
    if (result < 0 && result != -Errno.EINTR) {
      throw failure(result);
    }
  }

  private TunException failure(int result) {
    return switch (-result) {
      case Errno.EBADFD, Errno.ENODEV, Errno.EFAULT ->
          new TunException(Reason.DEVICE_GONE, device.name() + " has been removed");
      case 0 -> new TunException(Reason.SYSTEM, device.name() + " reads as ended");
      default ->
          new TunException(
              Reason.SYSTEM, "cannot read from " + device.name() + ": " + libc.error(result));
    };
  }
}
