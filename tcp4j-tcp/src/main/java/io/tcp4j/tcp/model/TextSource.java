package io.tcp4j.tcp.model;

/// Lends the text of an outgoing segment to whoever lays it out in a packet.
@FunctionalInterface
public interface TextSource {
  /// Copies `length` bytes of text, the first of which has sequence number `seq`.
  ///
  /// Valid only during the {@link SegmentSink#transmit} call that handed this over.
  ///
  /// @param seq a 64-bit sequence number within the segment's text
  /// @param destination where to copy to
  /// @param offset where in `destination` to begin
  /// @param length how many bytes
  void copy(long seq, byte[] destination, int offset, int length);
}
