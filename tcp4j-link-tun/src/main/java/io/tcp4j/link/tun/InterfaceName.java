package io.tcp4j.link.tun;

import io.tcp4j.link.tun.TunException.Reason;

/// The rules the kernel has for names of network interfaces (`dev_valid_name`), checked first
/// because the kernel's answer to each of them is the same EINVAL.
final class InterfaceName {
  /// `IFNAMSIZ` less the terminating zero.
  static final int MAXIMUM_LENGTH = Ioctl.IFREQ_NAME_SIZE - 1;

  private InterfaceName() {}

  /// Returns normally for a name that an interface can have, or a pattern such as `tun%d` whose
  /// number the kernel picks.
  ///
  /// @throws TunException with [Reason#BAD_NAME] and the rule that is broken
  static void check(String name) throws TunException {
    if (name.isEmpty()) {
      throw bad("an interface name cannot be empty");
    }
    if (name.equals(".") || name.equals("..")) {
      throw bad("'" + name + "' cannot be an interface name");
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c > '~' || c == '/' || c == ':') {
        throw bad(
            "interface name %s: only visible ASCII characters without '/' and ':' are allowed"
                .formatted(quoted(name)));
      }
    }
    if (name.length() > MAXIMUM_LENGTH) {
      throw bad(
          "interface name '%s' is %d characters long; Linux takes at most %d"
              .formatted(name, name.length(), MAXIMUM_LENGTH));
    }
    int percent = name.indexOf('%');
    if (percent >= 0 && (!name.startsWith("%d", percent) || name.indexOf('%', percent + 1) >= 0)) {
      throw bad("interface name '" + name + "': '%' is allowed in one '%d' only");
    }
  }

  /// Spells out what a terminal would act on instead of showing.
  private static String quoted(String name) {
    StringBuilder text = new StringBuilder("'");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < ' ' || c > '~') {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    return text.append('\'').toString();
  }

  private static TunException bad(String message) {
    return new TunException(Reason.BAD_NAME, message);
  }
}
