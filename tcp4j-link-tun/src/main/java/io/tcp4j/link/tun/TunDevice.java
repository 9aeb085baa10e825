package io.tcp4j.link.tun;

import java.lang.foreign.Arena;

/// A file descriptor attached to a TUN interface: every `read` on it takes one IP packet that the
/// kernel sent into the interface, every `write` hands the kernel one that arrives there
/// (Documentation/networking/tuntap in the kernel's sources).
///
/// @param descriptor non-blocking, without packet information
/// @param name the interface's
/// @param mtu the interface's, when it was opened
/// @param virtioHeader whether each packet has a [VirtioNetHeader] in front
/// @param kernelSide what was set up behind it
record TunDevice(
    int descriptor, String name, int mtu, boolean virtioHeader, KernelSide kernelSide) {

  /// Opens the device the configuration names. On Linux only.
  ///
  /// @throws TunException saying why not; then nothing is left behind
  static TunDevice open(TunConfig config) throws TunException {
    String name = config.name();
    try (Arena arena = Arena.ofConfined();
        Netlink netlink = new Netlink()) {
      TunOpening opening = new TunOpening(config, arena, netlink);
      return name == null ? opening.inherited(config.descriptor()) : opening.named(name);
    }
  }

  /// Takes back what was set up and closes the descriptor. A device that was made for it vanishes.
  void close(Libc libc) {
    try {
      kernelSide.undo();
    } finally {
      libc.close(descriptor);
    }
  }
}
