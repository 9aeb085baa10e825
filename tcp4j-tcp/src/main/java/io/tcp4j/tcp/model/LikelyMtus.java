package io.tcp4j.tcp.model;

/// MTUs that links have, in bytes: what a path MTU is likely to be where nobody says it (RFC 1191
/// §7, Table 7-1, with today's Ethernets and IPv6's least).
public final class LikelyMtus {
  private static final int[] ASCENDING = {
    68, 296, 508, 1006, 1280, 1492, 1500, 2002, 4352, 8166, 9000, 17_914, 32_000, 65_535
  };

  private LikelyMtus() {}

  /// The largest that is less than `size`; 68, the least of IPv4, where there is none.
  public static int below(int size) {
    int i = ASCENDING.length - 1;
    while (i > 0 && ASCENDING[i] >= size) {
      i--;
    }
    return ASCENDING[i];
  }

  /// The smallest that is more than `size`; 65,535 where there is none.
  public static int above(int size) {
    int i = 0;
    while (i < ASCENDING.length - 1 && ASCENDING[i] <= size) {
      i++;
    }
    return ASCENDING[i];
  }
}
