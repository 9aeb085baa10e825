package io.tcp4j.stack;

import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.Trouble;
import java.io.IOException;

/// Is told what becomes possible with a [TcpSocket].
///
/// Methods run on the thread that caused the event (the link's, when a segment arrived; the
/// scheduler's, when a timer ran out; the caller's, when it did something itself), after the
/// connection's lock was left, and for one connection never two at once. They may call any method
/// of the socket that does not block. While one of them runs, its thread serves no other
/// connection.
///
/// Events are told once, not for as long as they last: [#onReadable] wants [TcpSocket#tryRead]
/// until that returns 0, and [#onWritable] follows only where [TcpSocket#tryWrite] took less than
/// was offered. What happens several times while a method runs is told once after it.
///
/// After [TcpSocket#close] and [TcpSocket#abort] only [#onEnded] is called.
///
/// If a method throws, its connection is aborted, and the exception goes to the thread's
/// uncaught-exception handler; the thread goes on.
public interface TcpHandler {
  /// Does nothing, ever.
  TcpHandler NONE = new TcpHandler() {};

  /// The connection is established.
  default void onConnected(TcpSocket socket) throws IOException {}

  /// Bytes have arrived.
  default void onReadable(TcpSocket socket) throws IOException {}

  /// The peer has said that there is urgent data, or more of it: [TcpSocket#urgentRemaining] tells
  /// how much. Where it is not read in-line, told again when [TcpSocket#readUrgent] has the byte.
  default void onUrgent(TcpSocket socket) throws IOException {}

  /// All urgent data that is known of has been read: what follows is ordinary.
  default void onUrgentEnd(TcpSocket socket) throws IOException {}

  /// The connection has met with something, and lives on: an ICMP error, or no answer for long (the
  /// ERROR_REPORT of RFC 9293 §3.9.1.8). If it comes to nothing in the end, [#onEnded] follows. Not
  /// called where the configuration says so ([io.tcp4j.tcp.model.TcpConfig#errorReports], SHLD-20).
  ///
  /// @param trouble what
  default void onTrouble(TcpSocket socket, Trouble trouble) throws IOException {}

  /// There is room to write again.
  default void onWritable(TcpSocket socket) throws IOException {}

  /// The peer will send nothing after what can be read now. Its own reading may go on.
  default void onEndOfStream(TcpSocket socket) throws IOException {}

  /// The connection is over, or only TIME-WAIT is left of it; told once, and nothing after it. What
  /// has arrived before an orderly end can still be read; before a failure, where
  /// [io.tcp4j.tcp.model.UnreadAfterReset] says so.
  ///
  /// @param ending what ended it
  default void onEnded(TcpSocket socket, Ending ending) {}
}
