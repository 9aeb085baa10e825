package io.tcp4j.link.tun;

/// The error numbers this module tells apart (`asm-generic/errno*.h`, the same on x86-64 and
/// AArch64). [Libc] returns them negated, as the kernel itself does.
final class Errno {
  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int EINTR = 4;
  static final int EIO = 5;
  static final int ENXIO = 6;
  static final int EBADF = 9;
  static final int EAGAIN = 11;
  static final int ENOMEM = 12;
  static final int EACCES = 13;
  /// Also what a read gets that a device is removed under.
  static final int EFAULT = 14;

  static final int EBUSY = 16;
  static final int EEXIST = 17;
  static final int ENODEV = 19;
  static final int EINVAL = 22;
  static final int EBADFD = 77;
  static final int ENOBUFS = 105;

  private Errno() {}
}
