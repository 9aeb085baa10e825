package io.tcp4j.stack;

import io.tcp4j.tcp.model.CallError;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.IcmpError;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/// What the engine reports, as the JDK's exceptions with the messages that its sockets on Linux
/// give them.
final class SocketErrors {
  private SocketErrors() {}

  static SocketException closed() {
    return new SocketException("Socket closed");
  }

  static SocketException interrupted() {
    return new SocketException("Closed by interrupt");
  }

  /// Returns why an attempt to connect failed.
  ///
  /// @param error the last ICMP error, which says why nobody answered
  static SocketException connecting(@Nullable Ending ending, @Nullable IcmpError error) {
    return switch (ending) {
      case REFUSED -> new ConnectException("Connection refused");
      case TIMED_OUT ->
          error == null ? new ConnectException("Connection timed out") : unreachable(error);
      case UNREACHABLE -> unreachable(error);
      case RESET -> new ConnectException("Connection reset");
      case null -> closed();
      case FIN, ABORTED, DATA_LOST, CLOSED_EARLY -> closed();
    };
  }

  /// Returns why a call on a connection failed.
  ///
  /// @param result the negative result of the call
  /// @param error the last ICMP error since anything was acknowledged: where the connection was
  ///     given up for want of an answer, this is the reason to tell
  static SocketException calling(int result, @Nullable IcmpError error) {
    return switch (CallError.of(result)) {
      case RESET -> new SocketException("Connection reset");
      case REFUSED -> new ConnectException("Connection refused");
      case TIMED_OUT ->
          error == null ? new SocketException("Connection timed out") : unreachable(error);
      case UNREACHABLE -> unreachable(error);
      case CLOSING, DOES_NOT_EXIST -> new SocketException("Broken pipe");
      case ABORTED, ALREADY_EXISTS, END_OF_STREAM, NO_URGENT_OCTET -> closed();
    };
  }

  /// Returns why a write failed on a connection that the peer has reset.
  ///
  /// @param ended whether the peer had ended the stream before
  static SocketException writingAfterReset(boolean ended) {
    return new SocketException(ended ? "Broken pipe" : "Connection reset by peer");
  }

  private static SocketException unreachable(@Nullable IcmpError error) {
    return switch (error) {
      case NETWORK_UNREACHABLE -> new SocketException("Network is unreachable");
      case PORT_UNREACHABLE -> new ConnectException("Connection refused");
      case PROTOCOL_UNREACHABLE -> new SocketException("Protocol not available");
      case PARAMETER_PROBLEM, UNKNOWN_NEXT_HEADER -> new SocketException("Protocol error");
      case HOST_UNREACHABLE, SOURCE_ROUTE_FAILED, PROHIBITED, TIME_EXCEEDED ->
          new NoRouteToHostException("No route to host");
      case null -> new NoRouteToHostException("No route to host");
    };
  }
}
