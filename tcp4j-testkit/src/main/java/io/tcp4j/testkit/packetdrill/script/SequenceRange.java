package io.tcp4j.testkit.packetdrill.script;

/// Sequence numbers of a segment, as in `1:1001(1000)`.
///
/// @param start of its first octet, relative to the sender's initial number
/// @param end one more than its last
/// @param length bytes of text
public record SequenceRange(long start, long end, int length) {}
