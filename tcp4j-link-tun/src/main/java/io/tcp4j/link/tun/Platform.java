package io.tcp4j.link.tun;

import java.util.Set;

/// The operating system and processor a TUN device is asked of. Looked at before any native symbol
/// is, so that everywhere else the answer is a sentence and not a linkage error.
///
/// @param os the value of the system property `os.name`
/// @param architecture the value of the system property `os.arch`
record Platform(String os, String architecture) {
  /// The constants of [Ioctl] and [Errno] are those of Linux's generic ABI, which these share.
  private static final Set<String> ARCHITECTURES = Set.of("amd64", "aarch64");

  /// Returns the platform this virtual machine runs on.
  static Platform current() {
    return new Platform(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  /// Returns normally on Linux on a known processor.
  ///
  /// @throws TunException with [TunException.Reason#NOT_LINUX] anywhere else
  void requireTun() throws TunException {
    if (!os.equals("Linux")) {
      throw new TunException(TunException.Reason.NOT_LINUX, "TUN needs Linux; this is " + os);
    }
    if (!ARCHITECTURES.contains(architecture)) {
      throw new TunException(
          TunException.Reason.NOT_LINUX,
          "TUN needs Linux on x86-64 or AArch64; this is Linux on " + architecture);
    }
  }
}
