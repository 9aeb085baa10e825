package io.tcp4j.tcp.send;

/// The sender's side of ECN (RFC 3168 §6.1.2): one reduction of the congestion window for each
/// window of data, however many of its packets were marked or lost, and CWR on the first new text
/// after it.
public final class EcnSender {
  /// SND.NXT at the last reduction: an echo of what was sent before is an echo of the past.
  private long windowEnd;

  private boolean timedOut;
  private boolean echoed;
  private boolean cwrDue;
  private long reductions;

  /// A connection begins.
  ///
  /// @param iss its ISS: the SYN is not ECN-capable, and its ACK can echo nothing
  public void begin(long iss) {
    windowEnd = iss + 1;
    timedOut = false;
    echoed = false;
    cwrDue = false;
  }

  /// Whether an ACK with ECE asks for a reduction: it acknowledges text that was sent after the
  /// last one.
  public boolean asksForReduction(long ack) {
    return ack > windowEnd;
  }

  /// Whether the window has been reduced for the sake of the window of data that `seq` is in.
  public boolean reducedFor(long seq) {
    return seq < windowEnd;
  }

  /// Whether it has been reduced so because of ECE.
  public boolean reducedByEchoFor(long seq) {
    return echoed && reducedFor(seq);
  }

  /// Whether an ACK with ECE keeps the window from growing.
  ///
  /// "The sending TCP SHOULD NOT increase the congestion window in response to the receipt of an
  /// ECN-Echo ACK packet." After a time-out the echo may be left over, and goes on until new text
  /// brings CWR: it must not hold all repair before that to one segment a round trip.
  public boolean keepsFromGrowing(long ack) {
    return !timedOut || ack > windowEnd;
  }

  /// The window was reduced because of ECE.
  public void reducedByEcho(long sndNxt) {
    reductions++;
    reduced(sndNxt, false);
    echoed = true;
  }

  /// The window was reduced because of a loss.
  public void reducedByLoss(long sndNxt, boolean timeout) {
    reduced(sndNxt, timeout);
  }

  private void reduced(long sndNxt, boolean timeout) {
    windowEnd = sndNxt;
    timedOut = timeout;
    echoed = false;
    cwrDue = true;
  }

  /// Whether the next segment of new text is to carry CWR.
  public boolean cwrDue() {
    return cwrDue;
  }

  /// CWR has been sent.
  public void cwrSent() {
    cwrDue = false;
  }

  /// How often the window was reduced because of ECE.
  public long reductions() {
    return reductions;
  }
}
