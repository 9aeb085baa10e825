package io.tcp4j.link.tun;

/// What has passed a [TunLink] since it was opened. Packets the link did not transmit are counted
/// by [TunLink#dropped].
///
/// @param receivedPackets handed to the receiver; a super-packet is one
/// @param receivedBytes of those, IP headers included
/// @param transmittedPackets taken by the kernel; a super-packet is one
/// @param transmittedBytes of those, IP headers included
/// @param truncated arrived without a single byte of packet, or longer than a packet can be;
///     dropped
/// @param badOffload arrived with a virtio header that doesn't fit the packet; dropped
/// @param receiverFailures packets or ends of batches at which the receiver threw an exception
public record TunStatistics(
    long receivedPackets,
    long receivedBytes,
    long transmittedPackets,
    long transmittedBytes,
    long truncated,
    long badOffload,
    long receiverFailures) {

  static TunStatistics of(TunCounters counters) {
    return new TunStatistics(
        counters.get(TunCounters.RECEIVED_PACKETS),
        counters.get(TunCounters.RECEIVED_BYTES),
        counters.get(TunCounters.TRANSMITTED_PACKETS),
        counters.get(TunCounters.TRANSMITTED_BYTES),
        counters.get(TunCounters.RECEIVE_TRUNCATED),
        counters.get(TunCounters.RECEIVE_BAD_OFFLOAD),
        counters.get(TunCounters.RECEIVER_FAILURES));
  }
}
