package io.tcp4j.link.tun;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.tcp4j.link.ChecksumState;
import io.tcp4j.link.LinkCapabilities;
import io.tcp4j.link.LinkDrop;
import io.tcp4j.link.Packet;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Hands packets to the kernel, each with one `write`, even a super-packet of 64 KiB. Belongs to
/// one thread at a time.
final class TunWriter {
  private final TunDevice device;
  private final LinkCapabilities capabilities;
  private final Libc libc;
  private final MemorySegment slot;
  private final VirtioNetHeader header = new VirtioNetHeader();
  private final byte[] headerBytes = new byte[VirtioNetHeader.SIZE];
  private final int headerSize;

  TunWriter(TunDevice device, LinkCapabilities capabilities, Libc libc, Arena arena) {
    this.device = device;
    this.capabilities = capabilities;
    this.libc = libc;
    headerSize = device.virtioHeader() ? VirtioNetHeader.SIZE : 0;
    slot = arena.allocate(headerSize + Math.max(device.mtu(), capabilities.gsoMax()));
  }

  /// Writes the packet.
  ///
  /// @return null if the kernel took it, else why it was dropped
  @Nullable LinkDrop write(Packet packet) {
    LinkDrop reason = check(packet);
    if (reason != null) {
      return reason;
    }
    if (headerSize > 0) {
      if (!OffloadMapping.toHeader(packet, header)) {
        return LinkDrop.MALFORMED;
      }
      header.encode(headerBytes, 0);
      MemorySegment.copy(headerBytes, 0, slot, JAVA_BYTE, 0, headerSize);
    }
    MemorySegment.copy(packet.array, packet.offset, slot, JAVA_BYTE, headerSize, packet.length);
    int written = libc.write(device.descriptor(), slot, headerSize + packet.length);
    return written >= 0 ? null : reason(-written);
  }

  private @Nullable LinkDrop check(Packet packet) {
    boolean superPacket = packet.isSuperPacket();
    if (packet.length <= 0
        || packet.offset < 0
        || packet.length > packet.array.length - packet.offset
        || (packet.checksumState == ChecksumState.PARTIAL && !capabilities.checksumOffload())
        || (superPacket && capabilities.gsoMax() == 0)) {
      return LinkDrop.MALFORMED;
    }
    int limit = superPacket ? capabilities.gsoMax() : device.mtu();
    return packet.length > limit ? LinkDrop.TOO_LONG : null;
  }

  private static LinkDrop reason(int errno) {
    return switch (errno) {
      case Errno.EAGAIN, Errno.ENOBUFS, Errno.ENOMEM -> LinkDrop.QUEUE_FULL;
      default -> LinkDrop.IO_ERROR; // EIO: down, EINVAL: not IP, EBADFD: the device has gone
    };
  }
}
