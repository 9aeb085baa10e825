package io.tcp4j.wire;

import static io.tcp4j.wire.TcpFlags.ACK;
import static io.tcp4j.wire.TcpFlags.FIN;
import static io.tcp4j.wire.TcpFlags.SYN;
import static io.tcp4j.wire.TcpFlags.URG;

import org.jspecify.annotations.Nullable;

/// A TCP segment in fields (RFC 9293 §3.1): a holder that is filled over and over, by
/// [TcpCodec#decode] on the way in and by the engine on the way out. Not thread-safe.
///
/// Fields have the RFC's names: `seg.seq`, `seg.ack`, `seg.wnd`, `seg.up`; SEG.LEN is [#length()].
public final class Segment {
  /// The most SACK blocks that 40 bytes of options can hold.
  public static final int MAX_SACK_BLOCKS = 4;

  /// Source port, 0..65535.
  public int sourcePort;

  /// Destination port, 0..65535.
  public int destinationPort;

  /// SEG.SEQ. After decode the unsigned 32 bits of the wire; the engine unwraps it in place
  /// ([SequenceNumbers]). Encode takes the low 32 bits.
  public long seq;

  /// SEG.ACK, in the same way; without meaning unless the ACK bit is set.
  public long ack;

  /// Control bits, [TcpFlags].
  public int flags;

  /// SEG.WND as on the wire, 0..65535, not scaled.
  public int wnd;

  /// SEG.UP, 0..65535; without meaning unless the URG bit is set.
  public int up;

  /// The four reserved bits between data offset and control bits, 0..15; sent as given.
  public int reserved;

  /// Maximum Segment Size option, 0..65535, or −1 without one.
  public int mss = -1;

  /// Window Scale option (RFC 7323 §2), 0..255 as on the wire (above 14 means 14), or −1 without
  /// one.
  public int windowScale = -1;

  /// SACK-permitted option (RFC 2018 §2).
  public boolean sackPermitted;

  /// Whether there is a Timestamps option (RFC 7323 §3).
  public boolean timestamps;

  /// TSval of the Timestamps option.
  public int tsVal;

  /// TSecr of the Timestamps option.
  public int tsEcr;

  /// Number of blocks of the SACK option (RFC 2018 §3), 0..4.
  public int sackBlocks;

  /// Left edges of the SACK blocks, numbers like [#seq].
  public final long[] sackLeft = new long[MAX_SACK_BLOCKS];

  /// Right edges of the SACK blocks, numbers like [#seq].
  public final long[] sackRight = new long[MAX_SACK_BLOCKS];

  /// The array the text is in: after decode the packet's own, valid as long as the packet is. Null
  /// where text is fetched elsewhere.
  public byte @Nullable [] text;

  /// Index of the first byte of text.
  public int textOffset;

  /// Bytes of text.
  public int textLength;

  /// Bytes of header, options included; set by decode and by [TcpCodec#encodeHeader].
  public int headerLength;

  /// 0, or the bytes of text of each segment that the link cuts this one into or has merged it
  /// from.
  public int gsoSize;

  /// The ECN codepoint of the IP packet that brings or takes the segment, [Ecn]. No part of the TCP
  /// header, so decode leaves it at [Ecn#NOT_ECT].
  public int ecn;

  /// The Differentiated Services codepoint of that packet, 0..63 (RFC 2474 §3); decode leaves it at
  /// 0.
  public int dscp;

  /// The Time to Live or Hop Limit of that packet, 0..255; decode leaves it at
  /// [IpHeader#DEFAULT_HOP_LIMIT].
  public int hopLimit = IpHeader.DEFAULT_HOP_LIMIT;

  /// On the way out the route of that packet; on the way in the one that leads back to its source.
  /// Decode leaves it at [SourceRoute#NONE].
  public SourceRoute sourceRoute = SourceRoute.NONE;

  /// Creates a segment without anything in it.
  public Segment() {}

  /// Sets all fields back to what a new segment has. The edges of SACK blocks beyond `sackBlocks`
  /// have no meaning and stay.
  public void clear() {
    sourcePort = 0;
    destinationPort = 0;
    seq = 0;
    ack = 0;
    flags = 0;
    wnd = 0;
    up = 0;
    reserved = 0;
    text = null;
    textOffset = 0;
    textLength = 0;
    headerLength = 0;
    gsoSize = 0;
    ecn = Ecn.NOT_ECT;
    dscp = 0;
    hopLimit = IpHeader.DEFAULT_HOP_LIMIT;
    sourceRoute = SourceRoute.NONE;
    clearOptions();
  }

  /// Takes all options away.
  public void clearOptions() {
    mss = -1;
    windowScale = -1;
    sackPermitted = false;
    timestamps = false;
    tsVal = 0;
    tsEcr = 0;
    sackBlocks = 0;
  }

  /// Takes over the header and the options of another segment, without its text, its urgent data
  /// and its SACK blocks: what there is to keep of a SYN.
  public void copySyn(Segment other) {
    clear();
    sourcePort = other.sourcePort;
    destinationPort = other.destinationPort;
    seq = other.seq;
    flags = other.flags & ~URG;
    wnd = other.wnd;
    reserved = other.reserved;
    mss = other.mss;
    windowScale = other.windowScale;
    sackPermitted = other.sackPermitted;
    timestamps = other.timestamps;
    tsVal = other.tsVal;
    tsEcr = other.tsEcr;
    ecn = other.ecn;
    dscp = other.dscp;
    hopLimit = other.hopLimit;
    sourceRoute = other.sourceRoute;
  }

  /// Whether all of the given control bits are set.
  public boolean has(int flag) {
    return (flags & flag) == flag;
  }

  /// SEG.LEN: sequence numbers the segment occupies, counting SYN and FIN.
  public long length() {
    return textLength + ((flags & SYN) != 0 ? 1L : 0) + ((flags & FIN) != 0 ? 1L : 0);
  }

  /// The sequence number after the segment's last.
  public long end() {
    return seq + length();
  }

  /// Returns the segment for people, as in
  /// `SYN,ACK seq=1 ack=2 win=65535 len=0 <mss 1460,ws 7>`.
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(TcpFlags.toString(flags)).append(" seq=").append(seq);
    if (has(ACK)) {
      line.append(" ack=").append(ack);
    }
    line.append(" win=").append(wnd);
    if (has(URG)) {
      line.append(" up=").append(up);
    }
    line.append(" len=").append(textLength);
    if (ecn != Ecn.NOT_ECT) {
      line.append(' ').append(Ecn.toString(ecn));
    }
    return line.append(options()).toString();
  }

  private String options() {
    StringBuilder list = new StringBuilder();
    if (mss >= 0) {
      list.append(",mss ").append(mss);
    }
    if (sackPermitted) {
      list.append(",sackOK");
    }
    if (timestamps) {
      list.append(",ts ").append(Integer.toUnsignedString(tsVal));
      list.append(' ').append(Integer.toUnsignedString(tsEcr));
    }
    if (windowScale >= 0) {
      list.append(",ws ").append(windowScale);
    }
    for (int i = 0; i < sackBlocks; i++) {
      list.append(i == 0 ? ",sack " : " ").append(sackLeft[i]).append('-').append(sackRight[i]);
    }
    return list.isEmpty() ? "" : " <" + list.substring(1) + ">";
  }
}
