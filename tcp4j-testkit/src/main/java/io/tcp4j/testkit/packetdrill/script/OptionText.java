package io.tcp4j.testkit.packetdrill.script;

import java.util.List;

/// A TCP option as a script writes it.
public sealed interface OptionText {
  /// End of option list (RFC 9293 §3.1).
  record EndOfList() implements OptionText {}

  /// No operation.
  record NoOperation() implements OptionText {}

  /// Maximum segment size.
  record MaximumSegmentSize(int mss) implements OptionText {}

  /// Window scale (RFC 7323 §2.2).
  record WindowScale(int shift) implements OptionText {}

  /// SACK-permitted (RFC 2018 §2).
  record SackPermitted() implements OptionText {}

  /// SACK blocks (RFC 2018 §3), relative to the initial number of the side that sent the data.
  record Sack(List<Block> blocks) implements OptionText {
    /// One block.
    public record Block(long left, long right) {}

    /// Copies the blocks.
    public Sack {
      blocks = List.copyOf(blocks);
    }
  }

  /// Timestamps (RFC 7323 §3.2).
  record Timestamps(long value, long echo) implements OptionText {}

  /// TCP Fast Open (RFC 7413).
  ///
  /// @param experimental by option 254 with its magic number
  record FastOpen(List<Byte> cookie, boolean experimental) implements OptionText {
    /// Copies the cookie.
    public FastOpen {
      cookie = List.copyOf(cookie);
    }
  }

  /// An option that is none of these, by its kind and bytes.
  record Other(String name, List<Byte> bytes) implements OptionText {
    /// Copies the bytes.
    public Other {
      bytes = List.copyOf(bytes);
    }
  }
}
