package io.tcp4j.cli.demo.world;

import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One end of a connection, as its application sees it.
public final class SimSocket {
  private final SimHost host;
  private final TcpSocket socket;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final byte[] buffer = new byte[4096];
  private boolean reading;
  private boolean endOfStream;

  SimSocket(SimHost host, TcpSocket socket) {
    this.host = host;
    this.socket = socket;
  }

  /// The state of the connection here.
  public State state() {
    return socket.state();
  }

  /// What ended the connection here, or null while it lives.
  public @Nullable Ending ending() {
    return socket.ending();
  }

  /// Hands all of the text to TCP; it must fit the send buffer.
  public void write(byte[] text) {
    host.note("write " + text.length + " bytes");
    int taken = call(() -> socket.tryWrite(text, 0, text.length));
    if (taken != text.length) {
      throw new IllegalStateException("only " + taken + " of " + text.length + " bytes fit");
    }
  }

  /// Whether the peer's TCP has acknowledged all text written so far.
  public boolean allAcknowledged() {
    TcpInfo info = socket.info();
    return info.unacknowledged() == 0 && info.unsent() == 0;
  }

  /// Reads from now on whatever arrives, as soon as it arrives.
  public void keepReading() {
    reading = true;
  }

  /// Reads at most this many bytes of what has arrived.
  public void readOnce(int most) {
    int got = call(() -> socket.tryRead(buffer, 0, Math.min(most, buffer.length)));
    host.note("read " + Math.max(0, got) + " bytes");
    keep(got);
  }

  /// What this end's application has read so far.
  public byte[] received() {
    return received.toByteArray();
  }

  /// Whether the application has read all that the peer ever sends.
  public boolean endOfStream() {
    return endOfStream;
  }

  /// Closes the connection in both directions.
  public void close() {
    host.note("close");
    call(
        () -> {
          socket.close();
          return 0;
        });
  }

  void readWhatArrived() {
    if (!reading || endOfStream || socket.ending() != null) {
      return;
    }
    int got;
    do {
      got = call(() -> socket.tryRead(buffer, 0, buffer.length));
      keep(got);
    } while (got > 0);
  }

  private void keep(int got) {
    if (got > 0) {
      received.write(buffer, 0, got);
    }
    endOfStream |= got < 0;
  }

  private interface Call {
    int run() throws IOException;
  }

  /// A call on a connection that has failed meanwhile does nothing: the ladder shows its end.
  private static int call(Call call) {
    try {
      return call.run();
    } catch (IOException e) {
      return 0;
    }
  }
}
