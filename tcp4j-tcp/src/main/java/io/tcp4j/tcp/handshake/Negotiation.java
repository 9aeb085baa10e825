package io.tcp4j.tcp.handshake;

import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.receive.ReceiveSequence;
import io.tcp4j.tcp.receive.ReceiveWindow;
import io.tcp4j.tcp.send.SendSequence;
import io.tcp4j.tcp.timer.Timestamps;
import io.tcp4j.wire.Segment;

/// What the options of the two SYNs settle: the MSS (RFC 9293 §3.7.1), window scaling and
/// timestamps (RFC 7323 §2, §3) and SACK (RFC 2018 §2).
public final class Negotiation {
  /// What timestamps take of each segment, in bytes, padding included.
  public static final int TIMESTAMPS_LENGTH = 12;

  /// A TCP header without options, in bytes.
  public static final int TCP_HEADER = 20;

  /// A peer that advertises less gets this much all the same, or headers would be all that is sent.
  private static final int MIN_SEND_MSS = 48;

  /// Largest shift that counts (RFC 7323 §2.3).
  private static final int MAX_SHIFT = 14;

  /// The MSS that we advertise: MMS_R - 20 (MUST-67).
  private final int receiveMss;

  private final int defaultPeerMss;
  private final int ownLimit;
  private final boolean offerScaling;
  private final boolean offerTimestamps;
  private final boolean offerSack;
  private int peerMss;
  private boolean scalingAgreed;
  private boolean sackAgreed;

  /// @param config the connection's configuration
  /// @param maximumMessageSize MMS_R of the link
  /// @param ipVersion 4 or 6
  public Negotiation(TcpConfig config, int maximumMessageSize, int ipVersion) {
    ownLimit = config.maximumSegmentSize();
    receiveMss = Math.min(maximumMessageSize - TCP_HEADER, ownLimit);
    defaultPeerMss = defaultMss(ipVersion);
    offerScaling = config.windowScaling();
    offerTimestamps = config.timestamps();
    offerSack = config.sack();
    peerMss = defaultPeerMss;
  }

  /// The MSS of a peer that says nothing of it (MUST-15).
  ///
  /// @param ipVersion 4 or 6
  public static int defaultMss(int ipVersion) {
    return ipVersion == 4 ? 536 : 1220;
  }

  /// Writes the options of our SYN.
  ///
  /// @param answer true for SYN,ACK, which must not offer what the SYN did not (RFC 7323 §2.2,
  ///     §3.2)
  public void offer(Segment syn, boolean answer, int windowShift, Timestamps timestamps, long now) {
    syn.mss = receiveMss;
    if (offerScaling && (!answer || scalingAgreed)) {
      syn.windowScale = windowShift;
    }
    if (offerTimestamps && (!answer || timestamps.agreed())) {
      timestamps.stamp(syn, now);
    }
    syn.sackPermitted = offerSack && (!answer || sackAgreed);
  }

  /// Reads the options of the peer's SYN.
  public void peerSyn(
      Segment syn, SendSequence snd, ReceiveSequence rcv, Timestamps timestamps, long now) {
    peerMss = syn.mss >= 0 ? Math.max(syn.mss, MIN_SEND_MSS) : defaultPeerMss;
    scalingAgreed = offerScaling && syn.windowScale >= 0;
    if (scalingAgreed) {
      snd.windowShift = Math.min(syn.windowScale, MAX_SHIFT);
    } else {
      snd.windowShift = 0;
      rcv.windowShift = 0;
    }
    if (offerTimestamps && syn.timestamps) {
      timestamps.agree(syn, now);
    }
    sackAgreed = offerSack && syn.sackPermitted;
  }

  /// Rcv.Wind.Shift to offer.
  public static int windowShift(TcpConfig config) {
    return config.windowScaling() ? ReceiveWindow.shiftFor(config.largestReceiveBuffer()) : 0;
  }

  /// Eff.snd.MSS (MUST-16), for a path that takes messages of `messageSize` bytes (MMS_S).
  ///
  /// @param optionBytes bytes of options in each data segment
  public int effectiveSendMss(int messageSize, int optionBytes) {
    int fits = Math.min(Math.min(peerMss, messageSize - TCP_HEADER), ownLimit);
    return Math.max(1, fits - optionBytes);
  }

  /// Whether windows are scaled in both directions.
  public boolean scalingAgreed() {
    return scalingAgreed;
  }

  /// Whether both sides may send SACK blocks.
  public boolean sackAgreed() {
    return sackAgreed;
  }

  /// The MSS that we advertise.
  public int receiveMss() {
    return receiveMss;
  }
}
