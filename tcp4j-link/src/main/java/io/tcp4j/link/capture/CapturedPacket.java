package io.tcp4j.link.capture;

import io.tcp4j.link.Direction;
import org.jspecify.annotations.Nullable;

/// One packet of a capture file.
///
/// @param interfaceName name of the interface that it crossed; empty if the file does not say
/// @param linkType how its first header looks (a LINKTYPE number; 101 for IP without more)
/// @param epochNanos when, in nanoseconds since 1970
/// @param direction which way, or null if the file does not say
/// @param bytes what was captured of it
/// @param originalLength its length, which is more than that of `bytes` if it was cut off
/// @param comment the first comment on it, or null
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy for each look costs more
public record CapturedPacket(
    String interfaceName,
    int linkType,
    long epochNanos,
    @Nullable Direction direction,
    byte[] bytes,
    int originalLength,
    @Nullable String comment) {}
