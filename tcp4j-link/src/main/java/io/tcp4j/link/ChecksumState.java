package io.tcp4j.link;

/// What is known of the transport checksum of a [Packet].
public enum ChecksumState {
  /// The field holds what the sender computed. Whoever receives the packet has to check it.
  COMPLETE,

  /// The field holds only the sum over the pseudo-header, folded to 16 bits and not complemented;
  /// the bytes themselves are not summed yet. Whoever takes the packet off a link with offload (a
  /// device, a capture file) has to complete it. A packet that
  /// arrives in this state has crossed no wire, and is as good as [#VERIFIED].
  PARTIAL,

  /// Somebody trustworthy, such as the device or the kernel, has checked it already.
  VERIFIED
}
