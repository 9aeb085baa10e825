package io.tcp4j.testkit.campaign;

/// What goes wrong in a campaign.
public enum Profile {
  /// Packets get lost, alone and in bursts, and come twice or damaged.
  LOSSY,
  /// Packets overtake each other, and take longer now and then.
  REORDERING,
  /// Buffers of a few bytes, and readers that stop reading.
  TINY_WINDOWS,
  /// The server crashes and comes back, the network falls apart, users abort.
  CRASH,
  /// Any of these by chance, several at once.
  MIXED
}
