package io.tcp4j.link.tun;

import java.time.Duration;

/// What a link's reader does when its device has nothing to read: look again at once, or block in
/// the kernel until there is something. Looking again saves the wake-up of a thread, 3 to 20 µs, at
/// the price of a processor.
///
/// An instance belongs to one reader and is called on its thread only.
public interface IdleStrategy {
  /// Says that something was read: the next wait starts anew.
  void reset();

  /// Returns true to look again at once, false to block.
  boolean lookAgain();

  /// Returns the strategy that always blocks.
  static IdleStrategy blocking() {
    return Blocking.INSTANCE;
  }

  /// Returns a strategy that looks again for as long as `limit` after the last packet, then blocks.
  ///
  /// @throws IllegalArgumentException for a negative limit
  static IdleStrategy spinning(Duration limit) {
    if (limit.isNegative()) {
      throw new IllegalArgumentException("a spin of " + limit);
    }
    return new Spinning(limit);
  }
}
