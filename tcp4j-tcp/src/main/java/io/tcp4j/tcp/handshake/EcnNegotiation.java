package io.tcp4j.tcp.handshake;

import io.tcp4j.tcp.model.EcnMode;
import io.tcp4j.wire.Segment;
import io.tcp4j.wire.TcpFlags;

/// What the SYNs of both sides say of ECN (RFC 3168 §6.1.1).
///
/// A SYN with ECE and CWR is ECN-setup, and so is a SYN,ACK with ECE but without CWR: one with both
/// comes from a peer that reflects bits it does not know (§6.1.1.2). All that matters is which
/// kinds were sent and received.
public final class EcnNegotiation {
  private static final int BOTH = TcpFlags.ECE | TcpFlags.CWR;

  private final EcnMode mode;
  private boolean sentSetup;
  private boolean sentOther;
  private boolean receivedSetup;
  private boolean receivedOther;

  /// @param mode what the user allows
  public EcnNegotiation(EcnMode mode) {
    this.mode = mode;
  }

  /// A connection begins: nothing that was said before counts.
  public void begin() {
    sentSetup = false;
    sentOther = false;
    receivedSetup = false;
    receivedOther = false;
  }

  /// The control bits to add to our SYN.
  ///
  /// One that got no answer may have been dropped for asking, so it is not repeated as it was
  /// (§6.1.1.1).
  public int synBits() {
    return mode == EcnMode.ACTIVE && !sentSetup && !sentOther ? BOTH : 0;
  }

  /// The control bits to add to our SYN,ACK: only an ECN-setup SYN may be answered by an ECN-setup
  /// SYN,ACK, and who has said otherwise before stays by it.
  public int synAckBits() {
    return mode != EcnMode.OFF && receivedSetup && !receivedOther && !sentOther ? TcpFlags.ECE : 0;
  }

  /// Our SYN or SYN,ACK has been sent.
  public void sent(Segment syn) {
    if (setup(syn)) {
      sentSetup = true;
    } else {
      sentOther = true;
    }
  }

  /// The peer's SYN or SYN,ACK has come.
  public void received(Segment syn) {
    if (setup(syn)) {
      receivedSetup = true;
    } else {
      receivedOther = true;
    }
  }

  /// Whether our data packets may be ECN-capable: "it has sent at least one ECN-setup SYN or
  /// ECN-setup SYN-ACK packet, and has received at least one ..., and has sent no non-ECN-setup SYN
  /// or non-ECN-setup SYN-ACK packet", nor received one (SHOULD).
  public boolean maySend() {
    return sentSetup && receivedSetup && !sentOther && !receivedOther;
  }

  /// Whether marks on the peer's packets have to be echoed. That is promised by our first ECN-setup
  /// SYN, even if a later one took the request back.
  public boolean mustEcho() {
    return sentSetup && !receivedOther;
  }

  private static boolean setup(Segment syn) {
    return (syn.flags & BOTH) == (syn.has(TcpFlags.ACK) ? TcpFlags.ECE : BOTH);
  }
}
