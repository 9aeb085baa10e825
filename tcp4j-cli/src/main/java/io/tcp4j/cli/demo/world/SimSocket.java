package io.tcp4j.cli.demo.world;

import io.tcp4j.stack.TcpHandler;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One end of a connection, as its application sees it. A call that fails does nothing but note
/// that on the ladder.
public final class SimSocket {
  private static final int END_OF_STREAM = -1;
  private static final int FAILED = -2;

  private final SimHost host;
  private final TcpSocket socket;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final byte[] buffer = new byte[4096];
  private boolean reading;
  private boolean aloud;
  private boolean endOfStream;
  private boolean urgentModeEnded;
  private @Nullable String failure;

  SimSocket(SimHost host, TcpSocket socket) {
    this.host = host;
    this.socket = socket;
  }

  /// The port at this end.
  public int port() {
    return socket.local().port();
  }

  /// The state of the connection here.
  public State state() {
    return socket.state();
  }

  /// What ended the connection here, or null while it lives.
  public @Nullable Ending ending() {
    return socket.ending();
  }

  /// What TCP knows of the connection here.
  public TcpInfo info() {
    return socket.info();
  }

  /// What a call told the application, the first time that one failed, as in `Connection reset`; or
  /// null.
  public @Nullable String failure() {
    return failure;
  }

  /// Hands all of the text to TCP; it must fit the send buffer.
  public void write(byte[] text) {
    host.note("write " + text.length + " bytes");
    written(text, call("write", () -> socket.tryWrite(text, 0, text.length)));
  }

  /// The same, with the URGENT flag.
  public void writeUrgent(byte[] text) {
    host.note("write " + text.length + " bytes, urgent");
    written(text, call("write", () -> socket.tryWriteUrgent(text, 0, text.length)));
  }

  private static void written(byte[] text, int taken) {
    if (taken >= 0 && taken != text.length) {
      throw new IllegalStateException("only " + taken + " of " + text.length + " bytes fit");
    }
  }

  /// Whether the peer's TCP has acknowledged all text written so far.
  public boolean allAcknowledged() {
    TcpInfo info = socket.info();
    return info.sending().unacknowledged().bytes() == 0 && info.sending().unsent() == 0;
  }

  /// Reads from now on whatever arrives, as soon as it arrives.
  public void keepReading() {
    reading = true;
  }

  /// As [#keepReading], and notes on the ladder each time how much that was.
  public void keepReadingAloud() {
    reading = true;
    aloud = true;
  }

  /// Reads no more of what arrives.
  public void stopReading() {
    reading = false;
  }

  /// How many bytes have arrived and can be read.
  public int available() {
    return socket.available();
  }

  /// Reads at most this many bytes of what has arrived.
  public void readOnce(int most) {
    host.note("read " + Math.min(most, available()) + " bytes");
    int before = received.size();
    int got;
    do {
      int left = Math.min(most - (received.size() - before), buffer.length);
      got = call("read", () -> socket.tryRead(buffer, 0, left));
      keep(got);
    } while (got > 0 && received.size() - before < most);
  }

  /// Notes from now on what TCP tells the application of urgent data.
  public void noteUrgentMode() {
    socket.setHandler(
        new TcpHandler() {
          @Override
          public void onUrgent(TcpSocket told) {
            host.note("told: " + told.urgentRemaining() + " urgent bytes to read");
          }

          @Override
          public void onUrgentEnd(TcpSocket told) {
            urgentModeEnded = true;
            host.note("told: all urgent data is read");
          }
        });
  }

  /// Whether the application has been told that all urgent data is read.
  public boolean urgentModeEnded() {
    return urgentModeEnded;
  }

  /// How many bytes are urgent and not read, arrived or not.
  public long urgentRemaining() {
    return socket.urgentRemaining();
  }

  /// What this end's application has read so far.
  public byte[] received() {
    return received.toByteArray();
  }

  /// Whether this end's application has read exactly these bytes so far.
  public boolean hasReceived(byte[] text) {
    return Arrays.equals(received(), text);
  }

  /// Whether the application has read all that the peer ever sends.
  public boolean endOfStream() {
    return endOfStream;
  }

  /// Switches Nagle's algorithm off.
  public void setNoDelay() {
    host.note("set no delay");
    socket.configure(config -> config.nagle(false));
  }

  /// Says how [#close] is to end the connection: see [TcpSocket#setLinger].
  public void setLinger(Duration time) {
    host.note("set linger " + time.toSeconds() + " s");
    socket.setLinger(time);
  }

  /// Ends this end's own direction; reading goes on.
  public void shutdownOutput() {
    host.note("shutdown output");
    call(
        "shutdown output",
        () -> {
          socket.shutdownOutput();
          return 0;
        });
  }

  /// Closes the connection in both directions.
  public void close() {
    host.note("close");
    socket.close();
  }

  /// Ends the connection at once, by a reset.
  public void abort() {
    host.note("abort");
    socket.abort();
  }

  void readWhatArrived() {
    if (!reading || endOfStream || failure != null || socket.isClosed()) {
      return;
    }
    int waiting = socket.available();
    if (aloud && waiting > 0) {
      host.note("read " + waiting + " bytes");
    }
    int got;
    do {
      got = call("read", () -> socket.tryRead(buffer, 0, buffer.length));
      keep(got);
    } while (got > 0);
    if (aloud && endOfStream) {
      host.note("read: end of stream");
    }
  }

  private void keep(int got) {
    if (got > 0) {
      received.write(buffer, 0, got);
    }
    endOfStream |= got == END_OF_STREAM;
  }

  private interface Call {
    int run() throws IOException;
  }

  private int call(String what, Call call) {
    try {
      return call.run();
    } catch (IOException e) {
      if (failure == null) {
        failure = e.getMessage();
      }
      host.note(what + " fails: " + e.getMessage());
      return FAILED;
    }
  }
}
