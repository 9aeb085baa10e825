package io.tcp4j.stack.ip;

import io.tcp4j.wire.ByteSlice;
import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Ecn;
import io.tcp4j.wire.IpCodec;
import io.tcp4j.wire.IpHeader;
import io.tcp4j.wire.IpProtocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One datagram of which not all fragments are there yet.
///
/// Once anything about it is suspicious the whole datagram is spoilt: its bytes are let go, and
/// what still comes of it is refused until its time is over (RFC 5722 §4; it is as wise for IPv4).
final class Reassembly {
  /// What a fragment costs beside its bytes, so that many small ones count too.
  private static final int OVERHEAD = 64;

  /// More than 65,535 bytes make on a link of the smallest IPv4 MTU that is in use.
  private static final int MOST_FRAGMENTS = 256;

  private static final int MINIMAL_TCP_HEADER = 20;
  private static final int MINIMAL_HEADER = 8;

  private record Piece(int offset, ByteSlice bytes) {
    int end() {
      return offset + bytes.length();
    }
  }

  final FragmentKey key;
  final long expiresAt;

  /// In order and without overlaps.
  private final List<Piece> pieces = new ArrayList<>();

  /// The packet that holds the beginning, from its IP header on; null as long as it has not come.
  private byte @Nullable [] firstPacket;

  private final IpHeader firstHeader = new IpHeader();
  private int payloadLength = -1;
  private int received;

  /// Which ECN codepoints the fragments have, a bit for each.
  private int codepoints;

  private boolean spoilt;

  Reassembly(FragmentKey key, long expiresAt) {
    this.key = key;
    this.expiresAt = expiresAt;
  }

  /// Adds a fragment.
  ///
  /// @return null if it is kept or was there already, else why not; then the datagram is spoilt
  @Nullable DropReason add(IpHeader ip, byte[] array, int packetOffset) {
    if (spoilt) {
      return DropReason.REASSEMBLY_OVERLAP;
    }
    int from = ip.fragmentOffset;
    int to = from + ip.payloadLength;
    ByteSlice bytes =
        ByteSlice.of(
            Arrays.copyOfRange(array, ip.payloadOffset, ip.payloadOffset + ip.payloadLength));
    int index = indexOf(from);
    if (isDuplicate(index, from, bytes)) {
      return null;
    }
    DropReason reason = judge(ip, index, from, to);
    if (reason != null) {
      spoil();
      return reason;
    }
    if (!ip.moreFragments) {
      payloadLength = to;
    }
    if (from == 0) {
      firstPacket = Arrays.copyOfRange(array, packetOffset, packetOffset + ip.totalLength);
      copyOfFirst(ip);
    }
    codepoints |= 1 << Ecn.of(ip.trafficClass);
    pieces.add(index, new Piece(from, bytes));
    received += bytes.length();
    return null;
  }

  /// Returns where in the list a piece with this offset is or belongs.
  private int indexOf(int offset) {
    int index = pieces.size();
    while (index > 0 && pieces.get(index - 1).offset() >= offset) {
      index--;
    }
    return index;
  }

  /// The network may double a packet; the very same fragment again does no harm (RFC 8200 §4.5).
  private boolean isDuplicate(int index, int from, ByteSlice bytes) {
    return index < pieces.size()
        && pieces.get(index).offset() == from
        && pieces.get(index).bytes().equals(bytes);
  }

  private @Nullable DropReason judge(IpHeader ip, int index, int from, int to) {
    if (pieces.size() == MOST_FRAGMENTS) {
      return DropReason.REASSEMBLY_LIMIT;
    }
    boolean overlapsBefore = index > 0 && pieces.get(index - 1).end() > from;
    boolean overlapsAfter = index < pieces.size() && pieces.get(index).offset() < to;
    if (overlapsBefore || overlapsAfter) {
      return DropReason.REASSEMBLY_OVERLAP;
    }
    boolean beyondEnd = payloadLength >= 0 && to > payloadLength;
    boolean endTooEarly = !ip.moreFragments && (payloadLength >= 0 || index < pieces.size());
    if (beyondEnd || endTooEarly || (from == 0 && lacksUpperHeader(ip))) {
      return DropReason.IP_BAD_FRAGMENT;
    }
    if (mixesMarked(codepoints | 1 << Ecn.of(ip.trafficClass))) {
      return DropReason.REASSEMBLY_ECN;
    }
    return null;
  }

  /// Marked and not ECN-capable at once: the mark must neither get lost nor be put on the whole, so
  /// the datagram goes (RFC 3168 §5.3).
  private static boolean mixesMarked(int codepoints) {
    int bad = 1 << Ecn.CE | 1 << Ecn.NOT_ECT;
    return (codepoints & bad) == bad;
  }

  /// A first fragment has to hold the upper layer's header, else it slips past filters (RFC 1858
  /// §2, RFC 7112 §5).
  private static boolean lacksUpperHeader(IpHeader ip) {
    int least = ip.protocol == IpProtocol.TCP ? MINIMAL_TCP_HEADER : MINIMAL_HEADER;
    return ip.payloadLength < least;
  }

  private void copyOfFirst(IpHeader ip) {
    firstHeader.version = ip.version;
    firstHeader.trafficClass = ip.trafficClass;
    firstHeader.flowLabel = ip.flowLabel;
    firstHeader.hopLimit = ip.hopLimit;
    firstHeader.protocol = ip.protocol;
    firstHeader.sourceHigh = ip.sourceHigh;
    firstHeader.sourceLow = ip.sourceLow;
    firstHeader.destinationHigh = ip.destinationHigh;
    firstHeader.destinationLow = ip.destinationLow;
  }

  private void spoil() {
    spoilt = true;
    pieces.clear();
    received = 0;
    firstPacket = null;
  }

  boolean complete() {
    return received == payloadLength;
  }

  /// Returns the whole packet, with a plain header instead of the fragments' ones; null if it would
  /// be too long for one.
  byte @Nullable [] join() {
    firstHeader.payloadLength = payloadLength;
    if ((codepoints & 1 << Ecn.CE) != 0) {
      firstHeader.trafficClass |= Ecn.CE; // RFC 3168 §5.3: one marked fragment marks the whole
    }
    int headerLength = IpCodec.encodedLength(firstHeader);
    int limit = firstHeader.version == 4 ? 0xffff - headerLength : 0xffff;
    if (payloadLength > limit) {
      return null;
    }
    byte[] whole = new byte[headerLength + payloadLength];
    IpCodec.encode(firstHeader, whole, 0);
    for (Piece piece : pieces) {
      System.arraycopy(
          piece.bytes().array(), 0, whole, headerLength + piece.offset(), piece.bytes().length());
    }
    return whole;
  }

  /// Returns the packet that holds the beginning, from its IP header on; null if it has not come,
  /// or the datagram is spoilt.
  byte @Nullable [] firstPacket() {
    return firstPacket;
  }

  /// Returns the memory it costs, about.
  int cost() {
    int first = firstPacket == null ? 0 : firstPacket.length;
    return OVERHEAD + received + first + pieces.size() * OVERHEAD;
  }
}
