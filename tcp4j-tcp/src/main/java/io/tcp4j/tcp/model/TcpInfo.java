package io.tcp4j.tcp.model;

import org.jspecify.annotations.Nullable;

/// The answer of STATUS (RFC 9293 §3.10.6): a snapshot of one connection. Times are in nanoseconds,
/// sizes in bytes.
///
/// @param connection the two sockets
/// @param state the state
/// @param ending what ended the connection; null while it lives
/// @param sendMss effective send MSS
/// @param receiveMss the MSS that we advertised
/// @param unacknowledged sequence space sent and not yet acknowledged
/// @param unsent text accepted from the user and not yet sent
/// @param unread text received in order and not yet read
/// @param urgent octets that the peer calls urgent and that are not read, arrived or not
/// @param sendWindow the peer's window, SND.WND
/// @param receiveWindow the window that we offer, RCV.WND
/// @param congestionWindow cwnd
/// @param slowStartThreshold ssthresh; `Long.MAX_VALUE` before the first loss
/// @param smoothedRtt SRTT; 0 before the first sample
/// @param rttVariation RTTVAR
/// @param retransmissionTimeout RTO with its back-off
/// @param sentBytes text sent for the first time
/// @param receivedBytes text received in order
/// @param retransmissions segments sent again
/// @param ecn whether the text that we send is ECN-capable (RFC 3168 §6.1.1)
/// @param ecnMarks packets of text that arrived with a congestion mark
/// @param ecnReductions how often cwnd was reduced because the peer echoed a mark
/// @param limit what limits the sender now
public record TcpInfo(
    FourTuple connection,
    State state,
    @Nullable Ending ending,
    int sendMss,
    int receiveMss,
    long unacknowledged,
    long unsent,
    long unread,
    long urgent,
    long sendWindow,
    long receiveWindow,
    long congestionWindow,
    long slowStartThreshold,
    long smoothedRtt,
    long rttVariation,
    long retransmissionTimeout,
    long sentBytes,
    long receivedBytes,
    long retransmissions,
    boolean ecn,
    long ecnMarks,
    long ecnReductions,
    SendLimit limit) {}
