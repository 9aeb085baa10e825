package io.tcp4j.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An IPv4 source route: by which gateways a packet goes, in the order in which it meets them (RFC
/// 791 §3.1, Loose and Strict Source and Record Route; RFC 1122 §3.2.1.8 (c)). Immutable.
///
/// On the wire a packet is addressed to the next stop; the option has those to come, the
/// destination last, and in the place of those behind it the addresses by which they sent it on.
///
/// @param strict whether each stop must be a neighbour of the one before (SSRR), or other gateways
///     may lie between them (LSRR)
/// @param hops the gateways, without the destination: none, which is no source route, to 9
public record SourceRoute(boolean strict, List<IpAddress> hops) {
  /// No source route.
  public static final SourceRoute NONE = new SourceRoute(false, List.of());

  static final int LOOSE_TYPE = 131;
  static final int STRICT_TYPE = 137;

  private static final int MOST_HOPS = 9;

  /// Type, length and pointer.
  private static final int HEAD = 3;

  /// The pointer to the first address, which counts from 1.
  private static final int FIRST = 4;

  private static final int ADDRESS = 4;

  /// Checks the hops.
  ///
  /// @throws IllegalArgumentException if there are too many, or one is not the IPv4 address of a
  ///     host
  public SourceRoute {
    hops = List.copyOf(hops);
    if (hops.size() > MOST_HOPS) {
      throw new IllegalArgumentException(
          "sourceRoute of " + hops.size() + " hops is not in 0.." + MOST_HOPS);
    }
    for (IpAddress hop : hops) {
      if (!hop.isV4() || hop.isUnspecified() || hop.isMulticast() || hop.isLoopback()) {
        throw new IllegalArgumentException("sourceRoute: " + hop + " is no IPv4 gateway");
      }
    }
  }

  /// A route that may take other gateways between these.
  ///
  /// @param hops the gateways, 1 to 9
  public static SourceRoute loose(IpAddress... hops) {
    return new SourceRoute(false, List.of(hops));
  }

  /// A route of neighbours.
  ///
  /// @param hops the gateways, 1 to 9
  public static SourceRoute strict(IpAddress... hops) {
    return new SourceRoute(true, List.of(hops));
  }

  /// Whether this is no route at all.
  public boolean isEmpty() {
    return hops.isEmpty();
  }

  /// Returns what it adds to the IP header, in bytes: a multiple of 4, up to 40.
  public int encodedLength() {
    return isEmpty() ? 0 : HEAD + 1 + ADDRESS * hops.size();
  }

  /// Returns to whom a packet is addressed that sets out.
  ///
  /// @param destination where it is to come in the end
  public IpAddress firstStop(IpAddress destination) {
    return isEmpty() ? destination : hops.getFirst();
  }

  /// Writes the option of a packet that sets out.
  ///
  /// @param destination where it is to come in the end, 32 bits
  void encode(byte[] b, int offset, int destination) {
    int length = HEAD + ADDRESS * hops.size();
    Bytes.put8(b, offset, strict ? STRICT_TYPE : LOOSE_TYPE);
    Bytes.put8(b, offset + 1, length);
    Bytes.put8(b, offset + 2, FIRST);
    int at = offset + HEAD;
    for (int i = 1; i < hops.size(); i++, at += ADDRESS) {
      Bytes.put32(b, at, (int) hops.get(i).low());
    }
    Bytes.put32(b, at, destination);
    Bytes.put8(b, at + ADDRESS, Ipv4Options.END);
  }

  /// Reads the option of a packet that has come to the end of its route, and turns the route round
  /// (RFC 1122 §3.2.1.8 (c)): the source itself, which some hosts record, is no stop.
  ///
  /// @param b where the packet is
  /// @param ip its header as decoded, with a source route
  /// @return the way back; null if the route is not at its end, or broken
  public static @Nullable SourceRoute back(byte[] b, IpHeader ip) {
    int option = ip.sourceRouteOffset;
    int length = Bytes.u8(b, option + 1);
    int pointer = Bytes.u8(b, option + 2);
    int end = option + length;
    if (length < HEAD || (length - HEAD) % ADDRESS != 0 || pointer <= length) {
      return null;
    }
    List<IpAddress> hops = new ArrayList<>();
    for (int at = end - ADDRESS; at >= option + HEAD; at -= ADDRESS) {
      IpAddress hop = new IpAddress(0, IpAddress.MAPPED | Bytes.u32(b, at));
      boolean source = at == option + HEAD && hop.low() == ip.sourceLow;
      if (!source) {
        if (hop.isUnspecified() || hop.isMulticast() || hop.isLoopback()) {
          return null;
        }
        hops.add(hop);
      }
    }
    return new SourceRoute(Bytes.u8(b, option) == STRICT_TYPE, hops);
  }
}
