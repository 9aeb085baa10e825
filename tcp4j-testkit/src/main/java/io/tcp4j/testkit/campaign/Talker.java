package io.tcp4j.testkit.campaign;

import io.tcp4j.stack.TcpHandler;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.Ending;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The program at one end of a conversation: sends so many bytes and closes its direction, reads
/// what comes, checks it, and closes when it has all.
final class Talker implements TcpHandler {
  private final long toSend;
  private final long toReceive;
  private final Pattern own;
  private final Pattern peers;
  private final byte[] buffer = new byte[Pattern.LONGEST];
  private @Nullable TcpSocket socket;
  private long sent;
  private long received;
  private boolean reading = true;
  private boolean endOfStream;
  private boolean shut;
  private @Nullable Ending ending;
  private @Nullable String wrong;

  /// Makes a program.
  ///
  /// @param toSend how many bytes it sends
  /// @param toReceive how many the other end does
  /// @param own what it sends
  /// @param peers what the other end does
  Talker(long toSend, long toReceive, Pattern own, Pattern peers) {
    this.toSend = toSend;
    this.toReceive = toReceive;
    this.own = own;
    this.peers = peers;
  }

  /// What connection it is about.
  Talker over(TcpSocket connection) {
    socket = connection;
    return this;
  }

  @Override
  public void onConnected(TcpSocket connection) throws IOException {
    send(connection);
  }

  @Override
  public void onWritable(TcpSocket connection) throws IOException {
    send(connection);
  }

  @Override
  public void onReadable(TcpSocket connection) throws IOException {
    receive(connection);
  }

  @Override
  public void onEndOfStream(TcpSocket connection) throws IOException {
    receive(connection);
  }

  @Override
  public void onEnded(TcpSocket connection, Ending how) {
    ending = how;
    if (!how.failure()) {
      try {
        reading = true;
        receive(connection);
      } catch (IOException e) {
        wrong = "what has arrived cannot be read: " + e;
      }
    }
    connection.close();
  }

  /// Stops reading, or goes on.
  void reads(boolean on) {
    reading = on;
    if (on) {
      goOn();
    }
  }

  /// Ends the connection by a reset.
  void abort() {
    if (socket != null && ending == null) {
      socket.abort();
    }
  }

  private void goOn() {
    TcpSocket connection = socket;
    if (connection == null || ending != null || connection.isClosed()) {
      return;
    }
    try {
      receive(connection);
    } catch (IOException e) {
      // onEnded says how it ended
    }
  }

  private void send(TcpSocket connection) throws IOException {
    while (sent < toSend) {
      int length = (int) Math.min(Pattern.LONGEST, toSend - sent);
      int taken = connection.tryWrite(own.bytes(), own.offset(sent), length);
      sent += taken;
      if (taken < length) {
        return;
      }
    }
    if (!shut) {
      shut = true;
      connection.shutdownOutput();
      closeWhenDone(connection);
    }
  }

  private void receive(TcpSocket connection) throws IOException {
    int length;
    while (reading
        && !endOfStream
        && (length = connection.tryRead(buffer, 0, buffer.length)) != 0) {
      if (length < 0) {
        endOfStream = true;
      } else {
        check(length);
      }
    }
    closeWhenDone(connection);
  }

  private void check(int length) {
    int right = peers.mismatch(received, buffer, length);
    if (right >= 0 && wrong == null) {
      wrong = "byte " + (received + right) + " is not what was sent";
    }
    received += length;
    if (received > toReceive) {
      wrong = received + " bytes received of " + toReceive;
    }
  }

  private void closeWhenDone(TcpSocket connection) {
    if (shut && endOfStream && !connection.isClosed()) {
      connection.close();
    }
  }

  /// Whether its connection is over.
  boolean over() {
    return ending != null;
  }

  /// Says what must not be of a conversation that is over.
  ///
  /// @param mayCostData whether something was done that may
  /// @return null for nothing
  @Nullable String judge(boolean mayCostData) {
    boolean all = sent == toSend && received == toReceive && endOfStream && ending == Ending.FIN;
    return wrong != null || mayCostData || all
        ? wrong
        : "nothing was done that may cost data: " + this;
  }

  @Override
  public String toString() {
    return "sent %d/%d, received %d/%d, %s"
        .formatted(sent, toSend, received, toReceive, ending == null ? "not over" : ending);
  }
}
