package io.tcp4j.cli.gateway;

import io.tcp4j.stack.ConnectionRequest;
import io.tcp4j.wire.UnreachableReason;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import org.jspecify.annotations.Nullable;

/// What a destination, or the network before it, has said instead of accepting: to be said to the
/// client in the same way.
///
/// @param text in words
/// @param reason what ICMP calls it; null where it was a RST, or nothing
/// @param silent whether it was nothing
record Refusal(String text, @Nullable UnreachableReason reason, boolean silent) {
  private static final Refusal REFUSED = new Refusal("refused", null, false);
  private static final Refusal SILENCE = new Refusal("no answer", null, true);

  /// What the kernel's errno for a time-out is called in the JDK's exceptions.
  private static final String TIMED_OUT = "Connection timed out";

  /// Returns what a failed attempt to connect means.
  static Refusal of(IOException failure) {
    return switch (failure) {
      case ConnectException e when TIMED_OUT.equals(e.getMessage()) -> SILENCE;
      case ConnectException _ -> REFUSED;
      case NoRouteToHostException _ -> unreachable("host unreachable", UnreachableReason.HOST);
      // EACCES and EPERM: a route or a filter of this machine says no.
      case BindException _ -> unreachable("prohibited", UnreachableReason.ADMIN_PROHIBITED);
      default -> unreachable("network unreachable", UnreachableReason.NET);
    };
  }

  private static Refusal unreachable(String text, UnreachableReason reason) {
    return new Refusal(text, reason, false);
  }

  /// Says it to the client.
  ///
  /// @return whether the client still wanted to know
  boolean mirror(ConnectionRequest request) {
    if (silent) {
      return request.ignore();
    }
    return reason == null ? request.refuse() : request.unreachable(reason);
  }
}
