package io.tcp4j.wire;

import org.jspecify.annotations.Nullable;

/// The text forms of addresses: RFC 4291 §2.2 read strictly, RFC 5952 written.
///
/// Numbers are what they look like: no octal, no short dotted forms, no leading zeros in dotted
/// decimal, no signs.
final class IpAddressText {
  private static final int GROUPS = 8;

  private IpAddressText() {}

  static IpAddress parse(String text) {
    IpAddress address;
    if (text.indexOf(':') < 0) {
      long bits = dottedDecimal(text);
      address = bits < 0 ? null : IpAddress.ofV4((int) bits);
    } else {
      int[] groups = groups(text);
      address = groups == null ? null : new IpAddress(fourGroups(groups, 0), fourGroups(groups, 4));
    }
    if (address == null) {
      throw new IllegalArgumentException("not an IP address: \"" + text + "\"");
    }
    return address;
  }

  /// Returns the 32 bits, or −1.
  private static long dottedDecimal(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return -1;
    }
    long bits = 0;
    for (String part : parts) {
      int value = decimal(part, 3, 255);
      if (value < 0 || (part.length() > 1 && part.charAt(0) == '0')) {
        return -1;
      }
      bits = bits << 8 | value;
    }
    return bits;
  }

  /// Returns the number that 1 to `digits` ASCII digits spell, or −1 if they do not or it is above
  /// `limit`.
  static int decimal(String text, int digits, int limit) {
    int value = number(text, 10, digits);
    return value <= limit ? value : -1;
  }

  private static int number(String text, int radix, int digits) {
    if (text.isEmpty() || text.length() > digits) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int digit = c < 128 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }

  /// Returns the eight 16-bit groups, or null.
  private static int @Nullable [] groups(String text) {
    int[] groups = new int[GROUPS];
    int gap = text.indexOf("::");
    if (gap < 0) {
      return fill(text, true, groups) == GROUPS ? groups : null;
    }
    int[] tail = new int[GROUPS];
    int before = fill(text.substring(0, gap), false, groups);
    int after = fill(text.substring(gap + 2), true, tail);
    // "::" stands for one group at least.
    if (before < 0 || after < 0 || before + after >= GROUPS) {
      return null;
    }
    System.arraycopy(tail, 0, groups, GROUPS - after, after);
    return groups;
  }

  /// Fills in the groups that colons separate; at the end of an address the last may be dotted
  /// decimal and counts for two. Returns how many there are, or −1.
  private static int fill(String text, boolean endsAddress, int[] groups) {
    if (text.isEmpty()) {
      return 0;
    }
    String[] parts = text.split(":", -1);
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      boolean dotted = endsAddress && i == parts.length - 1 && parts[i].indexOf('.') >= 0;
      if (count + (dotted ? 2 : 1) > GROUPS) {
        return -1;
      }
      long bits = dotted ? dottedDecimal(parts[i]) : number(parts[i], 16, 4);
      if (bits < 0) {
        return -1;
      }
      if (dotted) {
        groups[count++] = (int) (bits >>> 16);
      }
      groups[count++] = (int) (bits & 0xffff);
    }
    return count;
  }

  private static long fourGroups(int[] groups, int from) {
    return (long) groups[from] << 48
        | (long) groups[from + 1] << 32
        | (long) groups[from + 2] << 16
        | groups[from + 3];
  }

  static String format(IpAddress address) {
    if (address.isV4()) {
      int bits = (int) address.low();
      return (bits >>> 24)
          + "."
          + (bits >>> 16 & 0xff)
          + "."
          + (bits >>> 8 & 0xff)
          + "."
          + (bits & 0xff);
    }
    int gapStart = -1;
    int gapLength = 1; // a single zero group is not shortened (RFC 5952 §4.2.2)
    int run = 0;
    for (int i = 0; i < GROUPS; i++) {
      run = group(address, i) == 0 ? run + 1 : 0;
      if (run > gapLength) { // the first of equal runs wins (RFC 5952 §4.2.3)
        gapLength = run;
        gapStart = i - run + 1;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == gapStart) {
        text.append("::");
        i += gapLength - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(group(address, i)));
      }
    }
    return text.toString();
  }

  private static int group(IpAddress address, int index) {
    long half = index < 4 ? address.high() : address.low();
    return (int) (half >>> (48 - 16 * (index & 3))) & 0xffff;
  }
}
