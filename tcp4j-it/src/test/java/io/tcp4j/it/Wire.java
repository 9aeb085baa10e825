package io.tcp4j.it;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/// The addresses on both sides of the TUN device, the same in every test: each has a namespace of
/// its own.
final class Wire {
  static final String DEVICE = "tcp4j0";
  static final String OURS_V4 = "10.77.0.2";
  static final String OURS_V6 = "fd77::2";
  static final String KERNEL_V4 = "10.77.0.1";
  static final String KERNEL_V6 = "fd77::1";

  /// What `tcp4j serve` and `tcp4j connect` are told to use all of it.
  static final String[] OPTIONS = {
    "--tun", DEVICE,
    "--address", OURS_V4 + "/24",
    "--address", OURS_V6 + "/64",
    "--kernel-address", KERNEL_V4 + "/24",
    "--kernel-address", KERNEL_V6 + "/64"
  };

  private Wire() {}

  /// [#OPTIONS] and some more arguments.
  static String[] options(String... more) {
    String[] all = new String[OPTIONS.length + more.length];
    System.arraycopy(OPTIONS, 0, all, 0, OPTIONS.length);
    System.arraycopy(more, 0, all, OPTIONS.length, more.length);
    return all;
  }

  /// Our address and a port, for a kernel's socket.
  static InetSocketAddress ours(int port) {
    return socketAddress(OURS_V4, port);
  }

  /// The kernel's address and a port, for a kernel's socket.
  static InetSocketAddress kernel(int port) {
    return socketAddress(KERNEL_V4, port);
  }

  private static InetSocketAddress socketAddress(String address, int port) {
    try {
      return new InetSocketAddress(InetAddress.getByName(address), port);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// An address as it stands in a URL.
  static String inUrl(String address) {
    return address.contains(":") ? "[" + address + "]" : address;
  }
}
