package io.tcp4j.link;

/// Why a [Link] dropped a packet that it was asked to transmit.
public enum LinkDrop {
  /// The link's own queue, or the device's, is full.
  QUEUE_FULL,

  /// The packet is longer than the MTU, or a super-packet longer than the link's largest.
  TOO_LONG,

  /// The link is not open, or the other end is not.
  CLOSED,

  /// The packet is empty, reaches beyond its array, or asks for an offload that the link does not
  /// offer.
  MALFORMED,

  /// The device refused it.
  IO_ERROR
}
