package io.tcp4j.link.tun;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// `struct ifreq` of `linux/if.h` as TUN uses it: a name and a set of flags.
final class Ifreq {
  private static final int NAME_SIZE = Ioctl.IFREQ_NAME_SIZE;

  /// The structure to hand to ioctl.
  final MemorySegment segment;

  Ifreq(Arena arena) {
    segment = arena.allocate(Ioctl.IFREQ_SIZE, 8);
  }

  /// Fills in a name that has passed [InterfaceName#check] and flags.
  Ifreq set(String name, int flags) {
    segment.fill((byte) 0);
    segment.setString(0, name, StandardCharsets.US_ASCII);
    segment.set(JAVA_SHORT, NAME_SIZE, (short) flags);
    return this;
  }

  /// Returns the name, as the kernel has filled it in.
  String name() {
    byte[] name = segment.asSlice(0, NAME_SIZE).toArray(JAVA_BYTE);
    int end = 0;
    while (end < name.length && name[end] != 0) {
      end++;
    }
    return new String(name, 0, end, StandardCharsets.UTF_8);
  }

  /// Returns the flags, as the kernel has filled them in.
  int flags() {
    return Short.toUnsignedInt(segment.get(JAVA_SHORT, NAME_SIZE));
  }
}
