package io.tcp4j.stack;

import io.tcp4j.tcp.model.CallError;
import io.tcp4j.tcp.model.Ending;
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
  static SocketException connecting(@Nullable Ending ending) {
    return switch (ending) {
      case REFUSED -> new ConnectException("Connection refused");
      case TIMED_OUT -> new ConnectException("Connection timed out");
      case UNREACHABLE -> new NoRouteToHostException("No route to host");
      case RESET -> new ConnectException("Connection reset");
      case null -> closed();
      case FIN, ABORTED, DATA_LOST, CLOSED_EARLY -> closed();
    };
  }

  /// Returns why a call on a connection failed.
  ///
  /// @param result the negative result of the call
  static SocketException calling(int result) {
    return switch (CallError.of(result)) {
      case RESET -> new SocketException("Connection reset");
      case REFUSED -> new ConnectException("Connection refused");
      case TIMED_OUT -> new SocketException("Connection timed out");
      case UNREACHABLE -> new NoRouteToHostException("No route to host");
      case CLOSING -> new SocketException("Socket output is shutdown");
      case DOES_NOT_EXIST -> new SocketException("Broken pipe");
      case ABORTED, ALREADY_EXISTS, END_OF_STREAM, NO_URGENT_OCTET -> closed();
    };
  }
}
