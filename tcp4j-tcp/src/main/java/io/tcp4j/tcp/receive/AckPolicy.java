package io.tcp4j.tcp.receive;

import io.tcp4j.tcp.model.SendCause;
import org.jspecify.annotations.Nullable;

/// When to acknowledge (RFC 9293 §3.8.6.3): at once where a rule says so, at the latest with the
/// second full-sized segment (SHLD-19), else when the delay is over (MUST-40).
///
/// Any segment that is sent carries the acknowledgment, so a demand is noted here and answered
/// after all of a segment has been processed (MUST-59).
public final class AckPolicy {
  private @Nullable SendCause demand;
  private SendCause delayed = SendCause.ACK_DELAYED;
  private final int most;
  private long unacknowledged;
  private int segments;
  private boolean interactive;

  /// Segments that are still to be acknowledged at once since the connection is young.
  private int quick;

  /// The last text was acknowledged at once for that reason, and not yet answered.
  private boolean quickly;

  /// The size of the peer's full-sized segments, learnt from what it sends.
  private int fullSize = 536;

  /// @param quick how many segments to acknowledge at once in the beginning
  /// @param most how many segments of whatever size may share an acknowledgment; 0 for any number
  public AckPolicy(int quick, int most) {
    this.quick = quick;
    this.most = most;
  }

  /// Text came in order.
  ///
  /// @param length its bytes
  /// @param segment the size of each segment on the wire, when the link merged several
  /// @param receiveMss the MSS that we advertised
  public void textArrived(int length, int segment, int receiveMss) {
    fullSize = Math.min(Math.max(fullSize, segment), Math.max(receiveMss, 1));
    unacknowledged += length;
    segments++;
    if (unacknowledged >= 2L * fullSize || segments == most) {
      demand(SendCause.ACK_EVERY_SECOND);
    } else if (quick > 0 && !interactive) {
      demand(SendCause.ACK_QUICK);
      quickly = true;
    }
    quick = Math.max(0, quick - 1);
  }

  /// The peer's FIN came while our user may still close. On an interactive connection the
  /// acknowledgment waits like one of text, to ride on what the user does next: a close at once
  /// then makes FIN, FIN,ACK, ACK of four segments. Else it goes out now.
  public void finArrived() {
    if (interactive) {
      unacknowledged++;
      delayed = SendCause.ACK_FIN;
    } else {
      demand(SendCause.ACK_FIN);
    }
  }

  /// Text of ours is about to be sent. If it carries an acknowledgment that was put off, our user
  /// answers what it reads, and putting off pays.
  public void textSent() {
    interactive |= pending() || quickly;
    quickly = false;
  }

  /// The delay is over: what was put off is demanded.
  public void delayIsOver() {
    demand(delayed);
  }

  /// An acknowledgment is to go out now. The first reason is kept.
  public void demand(SendCause cause) {
    if (demand == null) {
      demand = cause;
    }
  }

  /// Why an acknowledgment is to go out now, or null where none is.
  public @Nullable SendCause demanded() {
    return demand;
  }

  /// Whether something waits for the delayed acknowledgment.
  public boolean pending() {
    return unacknowledged > 0;
  }

  /// A segment that acknowledges has been sent.
  public void sent() {
    demand = null;
    delayed = SendCause.ACK_DELAYED;
    unacknowledged = 0;
    segments = 0;
  }

  /// The size of the peer's full-sized segments in bytes.
  public int fullSize() {
    return fullSize;
  }
}
