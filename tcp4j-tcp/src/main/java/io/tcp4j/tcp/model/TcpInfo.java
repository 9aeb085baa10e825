package io.tcp4j.tcp.model;

import org.jspecify.annotations.Nullable;

/// The answer of STATUS (RFC 9293 §3.10.6): a snapshot of one connection. Times are in nanoseconds,
/// sizes in bytes.
///
/// It says what Linux's `tcp_info` says, as far as that means something here: there is no pacing
/// and no measuring of delivery rates, and the receive buffer does not tune itself.
///
/// @param connection the two sockets
/// @param state the state
/// @param ending what ended the connection; null while it lives
/// @param softError the last ICMP error, if it ended the connection or nothing has been
///     acknowledged since; else null
/// @param options what the two SYNs agreed on
/// @param sending the sender's side
/// @param receiving the receiver's side
/// @param roundTrip what is known of the round trip
/// @param since how long ago things happened
/// @param totals what was counted since the connection began
public record TcpInfo(
    FourTuple connection,
    State state,
    @Nullable Ending ending,
    @Nullable IcmpError softError,
    Options options,
    Sending sending,
    Receiving receiving,
    RoundTrip roundTrip,
    Since since,
    Totals totals) {

  /// What the two SYNs agreed on; before that, what is offered in none of the peer's.
  ///
  /// @param timestamps each segment carries timestamps (RFC 7323 §3)
  /// @param sack both sides may send SACK blocks (RFC 2018 §2)
  /// @param windowScaling windows are scaled (RFC 7323 §2)
  /// @param sendShift by how much the peer's window field is shifted, 0..14
  /// @param receiveShift by how much ours is, 0..14
  /// @param ecn the text that we send is ECN-capable (RFC 3168 §6.1.1)
  /// @param synCookie the handshake was completed by a SYN cookie (RFC 4987 §3.6), which carries
  ///     less
  public record Options(
      boolean timestamps,
      boolean sack,
      boolean windowScaling,
      int sendShift,
      int receiveShift,
      boolean ecn,
      boolean synCookie) {}

  /// A part of what is outstanding.
  ///
  /// @param bytes its sequence space, a SYN or FIN included
  /// @param segments how many segments that is on the wire
  public record Amount(long bytes, long segments) {}

  /// The sender's side.
  ///
  /// @param mss effective send MSS: the most text in one segment
  /// @param mtu the largest packet that the path takes, as far as known (§3.7.2)
  /// @param window the peer's window, SND.WND
  /// @param congestionState how the path looks
  /// @param congestionWindow cwnd
  /// @param slowStartThreshold ssthresh; `Long.MAX_VALUE` before the first loss
  /// @param duplicateThreshold so many duplicate ACKs make a segment lost (RFC 5681 §3.2)
  /// @param unacknowledged what was sent and not acknowledged
  /// @param sacked of that, what the peer has according to its SACK blocks
  /// @param lost of that, what is thought lost and not sent again yet
  /// @param resent of that, what was sent again and not lost since
  /// @param unsent text accepted from the user and not yet sent
  /// @param timeouts how often the retransmission timer expired since SND.UNA last moved
  /// @param backOffs how often the RTO has been doubled since the last measurement
  /// @param probes window probes sent since the window closed
  /// @param limit what keeps us from sending more right now
  /// @param busy for how long there was something to send or to be acknowledged
  /// @param busyWithoutWindow for how much of that the peer's window held up the sender
  /// @param busyWithoutText for how much of that all was sent and more might have been, while a
  ///     user with more to send waited for room in the send buffer
  public record Sending(
      int mss,
      int mtu,
      long window,
      CongestionState congestionState,
      long congestionWindow,
      long slowStartThreshold,
      int duplicateThreshold,
      Amount unacknowledged,
      Amount sacked,
      Amount lost,
      Amount resent,
      long unsent,
      int timeouts,
      int backOffs,
      int probes,
      SendLimit limit,
      long busy,
      long busyWithoutWindow,
      long busyWithoutText) {}

  /// The receiver's side.
  ///
  /// @param mss the size of the peer's full segments, learnt from what it sends
  /// @param advertisedMss the MSS that we advertised
  /// @param window the window that we offer, RCV.WND
  /// @param unread text received in order and not yet read
  /// @param urgent octets that the peer calls urgent and that are not read, arrived or not
  /// @param ackDelay the longest delay of an acknowledgment
  /// @param ecnSeen ECN-capable text has arrived, marked or not
  /// @param dscp the Differentiated Services codepoint of the segment that arrived last (RFC 9293
  ///     §3.9.1.9, MAY-9)
  /// @param hopLimit its Time to Live or Hop Limit
  public record Receiving(
      int mss,
      int advertisedMss,
      long window,
      long unread,
      long urgent,
      long ackDelay,
      boolean ecnSeen,
      int dscp,
      int hopLimit) {}

  /// What is known of the round trip (RFC 6298). All but the time-out is 0 before the first
  /// measurement.
  ///
  /// @param smoothed SRTT
  /// @param variation RTTVAR
  /// @param smallest the smallest that was measured
  /// @param timeout RTO with its back-off
  public record RoundTrip(long smoothed, long variation, long smallest, long timeout) {}

  /// How long ago each happened; the connection's beginning, or its ESTABLISHED, counts as the
  /// first time.
  ///
  /// @param textSent text was sent, for the first time or again
  /// @param textReceived text arrived
  /// @param ackReceived an acceptable ACK arrived
  public record Since(long textSent, long textReceived, long ackReceived) {}

  /// What was counted since the connection began. Super-segments count as what the link makes of
  /// them.
  ///
  /// @param segmentsSent segments sent, those without text included
  /// @param segmentsReceived segments that arrived, whatever became of them
  /// @param textSegmentsSent segments with text sent
  /// @param textSegmentsReceived segments with text that arrived
  /// @param sentBytes text sent for the first time
  /// @param acknowledgedBytes text that the peer acknowledged
  /// @param receivedBytes text received in order
  /// @param retransmissions segments sent again, a SYN included
  /// @param resentBytes sequence space sent again
  /// @param duplicatesReported segments that the peer said arrived twice (D-SACK, RFC 2883)
  /// @param outOfOrder segments that arrived beyond a gap and were kept
  /// @param ecnMarks packets of text that arrived with a congestion mark
  /// @param ecnReductions how often cwnd was reduced because the peer echoed a mark
  public record Totals(
      long segmentsSent,
      long segmentsReceived,
      long textSegmentsSent,
      long textSegmentsReceived,
      long sentBytes,
      long acknowledgedBytes,
      long receivedBytes,
      long retransmissions,
      long resentBytes,
      long duplicatesReported,
      long outOfOrder,
      long ecnMarks,
      long ecnReductions) {}
}
