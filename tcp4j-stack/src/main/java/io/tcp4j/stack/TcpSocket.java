package io.tcp4j.stack;

import io.tcp4j.stack.counters.Counters;
import io.tcp4j.stack.tcp.BlockingCall;
import io.tcp4j.stack.tcp.Connection;
import io.tcp4j.stack.tcp.Turnstile;
import io.tcp4j.tcp.TcpConnection;
import io.tcp4j.tcp.model.CallError;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.IcmpError;
import io.tcp4j.tcp.model.Readiness;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpInfo;
import io.tcp4j.wire.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One TCP connection, as its user has it.
///
/// There are two ways to use it, which may be mixed. **Blocking**: [#read], [#write] and the
/// streams wait, in platform and virtual threads alike. **Callbacks**: a [TcpHandler] is told what
/// has become possible, and [#tryRead] and [#tryWrite] do it without waiting.
///
/// Thread-safe. One thread may read while another writes; of several readers, or writers, one at a
/// time has its turn, in the order in which they came. A thread that is interrupted while it waits
/// closes the socket and gets a [SocketException] "Closed by interrupt", with its interrupt status
/// set: what the JDK's sockets do for virtual threads, and these for both kinds
/// ([#setInterruptible]).
///
/// Exceptions and their messages are those of the JDK's sockets on Linux: [SocketException]
/// "Connection reset" of a read and "Connection reset by peer" of a write, "Broken pipe" of a write
/// behind the peer's end of the stream, "Socket closed" and so on, [SocketTimeoutException],
/// [java.net.NoRouteToHostException].
public final class TcpSocket implements AutoCloseable {
  /// What can end any wait.
  private static final int OVER = Readiness.CLOSED | Readiness.TIME_WAIT;

  private static final int READ_INTEREST = Readiness.READABLE | Readiness.END_OF_STREAM | OVER;
  private static final int WRITE_INTEREST = Readiness.WRITABLE | Readiness.CONNECTED | OVER;
  private static final long FOREVER = Long.MAX_VALUE;

  private final Connection connection;
  private final Counters counters;
  private final Turnstile readers;
  private final Turnstile writers;
  private final AtomicReference<@Nullable HandlerEvents> events = new AtomicReference<>();
  private volatile boolean closed;
  private volatile boolean inputShutdown;
  private volatile boolean interruptible = true;
  private volatile long readTimeout = FOREVER;
  private volatile @Nullable Duration linger;
  private volatile @Nullable Object attachment;

  TcpSocket(Connection connection, Counters counters) {
    this.connection = connection;
    this.counters = counters;
    readers = connection.turnstile();
    writers = connection.turnstile();
  }

  /// Returns our address and port.
  public Endpoint local() {
    return connection.tuple().local();
  }

  /// Returns the peer's address and port.
  public Endpoint remote() {
    return connection.tuple().remote();
  }

  /// Reads what there is, at least one byte; waits if there is none, or less than the low-water
  /// mark ([TcpConfig#receiveLowWater]) and more may come.
  ///
  /// @param b where to
  /// @param offset where in it
  /// @param length how many bytes at most; if 0, returns 0 at once
  /// @return bytes read, or -1 after the last byte that the peer sent
  /// @throws SocketTimeoutException if nothing arrives within the read timeout; the connection
  ///     stays
  /// @throws SocketException if the connection failed, or the socket is or gets closed; what had
  ///     arrived before a failure is read first where the configuration keeps it
  ///     ([io.tcp4j.tcp.model.UnreadAfterReset])
  public int read(byte[] b, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, b.length);
    if (length == 0) {
      return 0; // even after an end of either kind, as InputStream wants it
    }
    long left = readers.enter(readTimeout);
    if (left <= 0) {
      return readResult(BlockingCall.TIMED_OUT);
    }
    try {
      int result = receiveEnough(b, offset, length);
      if (result == 0) {
        result = await(READ_INTEREST, () -> receiveEnough(b, offset, length), left);
      }
      return readResult(result);
    } finally {
      readers.leave();
    }
  }

  private int receiveEnough(byte[] b, int offset, int length) {
    if (closed) {
      return CallError.ABORTED.code();
    }
    return inputShutdown
        ? CallError.END_OF_STREAM.code()
        : connection.receiveEnough(b, offset, length);
  }

  /// Reads what there is, without waiting, be it less than the low-water mark.
  ///
  /// @param b where to
  /// @param offset where in it
  /// @param length how many bytes at most
  /// @return bytes read, 0 if there are none now, or -1 after the last byte that the peer sent
  /// @throws SocketException if the connection failed, or the socket is closed
  public int tryRead(byte[] b, int offset, int length) throws IOException {
    return inputShutdown
        ? checkOpen(-1)
        : readResult(checkOpen(connection.receive(b, offset, length)));
  }

  private int checkOpen(int result) throws SocketException {
    if (closed) {
      throw SocketErrors.closed();
    }
    return result;
  }

  private int readResult(int result) throws IOException {
    if (result == BlockingCall.TIMED_OUT) {
      throw new SocketTimeoutException("Read timed out");
    }
    return result >= 0 || result == CallError.END_OF_STREAM.code()
        ? Math.max(result, -1)
        : failed(result);
  }

  private int failed(int result) throws SocketException {
    if (result == BlockingCall.INTERRUPTED) {
      close();
      throw SocketErrors.interrupted();
    }
    throw closed ? SocketErrors.closed() : SocketErrors.calling(result, softError());
  }

  /// Linux has a word of its own for a reset behind the peer's end of the stream, and the JDK one
  /// for a reset that is not a reader's.
  private int writeFailed(int result) throws SocketException {
    if (closed || result != CallError.RESET.code()) {
      return failed(result);
    }
    boolean ended = Boolean.TRUE.equals(connection.call((tcp, _) -> tcp.peerHasEnded()));
    throw SocketErrors.writingAfterReset(ended);
  }

  /// Returns how many bytes can be read without waiting.
  public int available() {
    if (inputShutdown) {
      return 0;
    }
    return Objects.requireNonNullElse(connection.call((tcp, _) -> tcp.available()), 0);
  }

  /// Reads the byte that the peer sent out of band: where the configuration takes urgent bytes out
  /// of the stream ([TcpConfig#urgentInline]). [TcpHandler#onUrgent] tells when it has come.
  ///
  /// @return the byte, 0 to 255, once; -1 if there is none now
  /// @throws SocketException if the socket is closed
  public int readUrgent() throws IOException {
    return Math.max(checkOpen(call((tcp, _) -> tcp.receiveUrgent())), -1);
  }

  /// Returns how many urgent bytes are still to be read, whether they have arrived or not: all up
  /// to the last that the peer called urgent. While there are any, an application that knows urgent
  /// data hurries to read it.
  public long urgentRemaining() {
    return Objects.requireNonNullElse(connection.call((tcp, _) -> tcp.urgentRemaining()), 0L);
  }

  /// Whether the reader is at the mark: all urgent data has been read, and what comes next is not
  /// urgent. No read goes across the mark. Where urgent bytes are in-line that is behind the last
  /// of them (RFC 9293 §3.8.5; BSD's `sockatmark` says so before it), else where the byte out of
  /// band was.
  public boolean isAtMark() {
    return Boolean.TRUE.equals(connection.call((tcp, _) -> tcp.atMark()));
  }

  /// Writes bytes, waiting for room as long as it takes. When it returns the bytes are in the send
  /// buffer; that they arrive is not said.
  ///
  /// @param b the bytes
  /// @param offset where in it they begin
  /// @param length how many
  /// @throws SocketException if the connection failed, or the output or the socket is or gets
  ///     closed
  public void write(byte[] b, int offset, int length) throws IOException {
    write(b, offset, length, false);
  }

  /// Writes urgent bytes, as [#write]: the peer is told at once, even if it takes no bytes now,
  /// that all it has not read up to the last of these is urgent (RFC 9293 §3.8.5). They overtake
  /// nothing: they stay in their place in the stream. A peer with BSD's sockets takes the last one
  /// out of it, unless it has set SO_OOBINLINE. New protocols should do without (RFC 6093 §5).
  ///
  /// @param b the bytes
  /// @param offset where in it they begin
  /// @param length how many
  /// @throws SocketException as [#write]
  public void writeUrgent(byte[] b, int offset, int length) throws IOException {
    write(b, offset, length, true);
  }

  private void write(byte[] b, int offset, int length, boolean urgent) throws IOException {
    Objects.checkFromIndexSize(offset, length, b.length);
    long unused = writers.enter(FOREVER);
    try {
      int done = 0;
      while (done < length) {
        int at = offset + done;
        int left = length - done;
        int taken = checkOpen(connection.send(b, at, left, urgent));
        if (taken == 0) {
          taken =
              await(
                  WRITE_INTEREST,
                  () -> closed ? CallError.ABORTED.code() : connection.send(b, at, left, urgent),
                  FOREVER);
        }
        done += taken >= 0 ? taken : writeFailed(taken);
      }
    } finally {
      writers.leave();
    }
  }

  /// Writes what there is room for, without waiting. If that is less than all,
  /// [TcpHandler#onWritable] tells when there is room again.
  ///
  /// @param b the bytes
  /// @param offset where in it they begin
  /// @param length how many
  /// @return how many were taken, from 0 to `length`
  /// @throws SocketException if the connection failed, or the output or the socket is closed
  public int tryWrite(byte[] b, int offset, int length) throws IOException {
    return tryWrite(b, offset, length, false);
  }

  /// Writes what there is room for of urgent bytes, see [#writeUrgent], without waiting.
  ///
  /// @param b the bytes
  /// @param offset where in it they begin
  /// @param length how many
  /// @return as [#tryWrite]; what was taken is urgent to its end
  /// @throws SocketException as [#tryWrite]
  public int tryWriteUrgent(byte[] b, int offset, int length) throws IOException {
    return tryWrite(b, offset, length, true);
  }

  private int tryWrite(byte[] b, int offset, int length, boolean urgent) throws IOException {
    int taken = checkOpen(connection.send(b, offset, length, urgent));
    return taken >= 0 ? taken : writeFailed(taken);
  }

  /// Writes like [#tryWrite], and says that more is coming: what fills no segment waits for the
  /// next write, for 200 ms at most (`MSG_MORE` of Linux; RFC 9293 §3.9.1.2, SEND without PUSH).
  ///
  /// @param b the bytes
  /// @param offset where in it they begin
  /// @param length how many
  /// @return how many were taken, from 0 to `length`
  /// @throws SocketException if the connection failed, or the output or the socket is closed
  public int tryWriteMore(byte[] b, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, b.length);
    int taken = checkOpen(call((tcp, now) -> tcp.sendMore(b, offset, length, now)));
    return taken >= 0 ? taken : writeFailed(taken);
  }

  /// Says that nothing more will be written: the peer reads its end of stream after all that was
  /// written. Reading goes on. Does nothing if it was said before.
  ///
  /// @throws SocketException if the connection failed, or the socket is closed
  public void shutdownOutput() throws IOException {
    int result = checkOpen(call(TcpConnection::shutdownOutput));
    connection.wakeAll();
    if (result < 0 && result != CallError.CLOSING.code()) {
      failed(result);
    }
  }

  /// Says that nothing more will be read: [#read] returns -1 from now on, be there something to
  /// read or not, and so does one that waits. The peer is not told, as TCP has no means to. What it
  /// sends fills the receive buffer, and then it finds the window closed.
  ///
  /// @throws SocketException if the socket is closed
  public void shutdownInput() throws IOException {
    int unused = checkOpen(0);
    inputShutdown = true;
    connection.wakeAll();
  }

  /// Ends the connection in both directions and returns at once: what was written still goes out,
  /// in the background. If bytes have arrived that were never read, the peer gets a reset instead
  /// (RFC 1122 §4.2.2.13), as where more connections are left to the stack than
  /// [IpStack.Builder#maxOrphans] allows. See [#setLinger] for other ways. Whoever waits in another
  /// method gets a [SocketException]. Does nothing on a closed socket.
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    Duration wait = linger;
    if (wait == null || (wait.isPositive() && events.get() != null)) {
      connection.close();
      connection.wakeAll();
    } else if (wait.isZero()) {
      connection.abort();
      connection.wakeAll();
    } else {
      call(TcpConnection::close);
      connection.wakeAll();
      awaitOutputDone(nanos(wait));
      connection.letGo();
    }
  }

  /// Waits until our FIN is acknowledged and with it all that was sent, or the connection is over.
  private void awaitOutputDone(long nanos) {
    int unused =
        await(
            Readiness.OUTPUT_DONE | OVER,
            () ->
                switch (state()) {
                  case FIN_WAIT_2, TIME_WAIT, CLOSED -> 1;
                  default -> 0;
                },
            nanos);
  }

  /// Ends the connection at once: the peer gets a reset, and what was not sent or read is lost.
  public void abort() {
    closed = true;
    connection.abort();
    connection.wakeAll();
  }

  /// Whether the user has closed or aborted the connection.
  public boolean isClosed() {
    return closed;
  }

  private int await(int interest, IntSupplier attempt, long nanos) {
    boolean ends = interruptible || Thread.currentThread().isVirtual();
    return connection.await(interest, attempt, nanos, ends);
  }

  /// Says whether an interrupt closes the socket for platform threads, too; it does unless told. If
  /// not, they go on waiting, as in the JDK's sockets, and their interrupt status stays set.
  ///
  /// @param platformThreads whether it does
  public void setInterruptible(boolean platformThreads) {
    interruptible = platformThreads;
  }

  /// Returns how long [#read] waits at most; nothing for no limit.
  public Duration readTimeout() {
    return readTimeout == FOREVER ? Duration.ZERO : Duration.ofNanos(readTimeout);
  }

  /// Limits how long [#read] waits, for other readers and for bytes.
  ///
  /// @param timeout how long; zero for ever, which is what holds unless told
  /// @throws IllegalArgumentException if negative
  public void setReadTimeout(Duration timeout) {
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("negative timeout " + timeout);
    }
    readTimeout = timeout.isZero() ? FOREVER : nanos(timeout);
  }

  /// Returns how the connection behaves.
  public TcpConfig config() {
    return connection.config();
  }

  /// Has the connection behave differently from now on:
  /// ```java
  /// socket.configure(config -> config.nagle(false).dscp(46));
  /// ```
  /// What waits for Nagle's algorithm leaves when that is switched off. The peer's silence counts
  /// anew when keep-alives are switched on, and so does R2 when the user timeout changes.
  ///
  /// @param change changes what is to be changed; may be called again when somebody else changes
  ///     something at the same time
  /// @throws IllegalArgumentException naming a setting that is out of range, or that is settled
  ///     when a connection is opened
  public void configure(UnaryOperator<TcpConfig.Builder> change) {
    connection.configure(change);
  }

  /// Corks the connection, or takes the cork out: while it is in, what fills no segment is not
  /// sent, for 200 ms at most, so that several writes make full segments (`TCP_CORK` of Linux).
  ///
  /// @param on true to hold back
  public void setCork(boolean on) {
    call(
        (tcp, now) -> {
          tcp.setCork(on, now);
          return 0;
        });
  }

  /// Says how [#close] ends the connection, as `SO_LINGER` does.
  ///
  /// - null, which holds unless told: close returns at once, and TCP sends what is left in the
  ///   background.
  /// - Zero: close aborts. The peer gets a reset, and what was not sent or acknowledged is lost.
  /// - More: close waits until the peer's TCP has acknowledged everything, our FIN included. When
  ///   the time is up, or the thread is interrupted (its status stays set), it waits no longer, and
  ///   TCP goes on in the background: as Linux does, and the JDK's sockets on it. Close does not
  ///   say which it was; [#state] and [#info] do. That the peer's application has read anything is
  ///   never said.
  ///
  /// With a [TcpHandler] close must not block, so that more than zero is as null: as with a channel
  /// of the JDK's that is registered with a selector. Received data that was not read makes close
  /// send a reset whatever the linger time (RFC 1122 §4.2.2.13).
  ///
  /// @param time how long to wait, or null
  /// @throws IllegalArgumentException if negative
  public void setLinger(@Nullable Duration time) {
    if (time != null && time.isNegative()) {
      throw new IllegalArgumentException("negative linger time " + time);
    }
    linger = time;
  }

  /// Returns the state of the connection.
  public State state() {
    return Objects.requireNonNullElse(connection.call((tcp, _) -> tcp.state()), State.CLOSED);
  }

  /// Returns a snapshot of the connection (STATUS, RFC 9293 §3.10.6).
  public TcpInfo info() {
    return Objects.requireNonNull(connection.call((tcp, now) -> tcp.status(now)));
  }

  /// Returns what ended the connection; null while it lives.
  public @Nullable Ending ending() {
    return connection.<@Nullable Ending>call((tcp, _) -> tcp.ending());
  }

  /// Returns the last ICMP error, if it ended the connection or nothing has been acknowledged
  /// since; else null. Where the connection is given up for want of an answer, exceptions name it.
  public @Nullable IcmpError softError() {
    return connection.<@Nullable IcmpError>call((tcp, _) -> tcp.softError());
  }

  /// Waits until the connection is over, or only TIME-WAIT is left of it.
  ///
  /// @return what ended it
  /// @throws InterruptedException if interrupted meanwhile; the connection stays
  public Ending awaitEnd() throws InterruptedException {
    Ending ending = awaitEnd(FOREVER);
    return Objects.requireNonNull(ending);
  }

  /// Waits until the connection is over, or only TIME-WAIT is left of it.
  ///
  /// @param timeout how long at most
  /// @return what ended it; null if the time is over first
  /// @throws InterruptedException if interrupted meanwhile; the connection stays
  public @Nullable Ending awaitEnd(Duration timeout) throws InterruptedException {
    return awaitEnd(nanos(timeout));
  }

  private @Nullable Ending awaitEnd(long nanos) throws InterruptedException {
    int result = connection.await(OVER, () -> ending() == null ? 0 : 1, nanos, true);
    if (result == BlockingCall.INTERRUPTED && Thread.interrupted()) {
      throw new InterruptedException();
    }
    return ending();
  }

  /// Waits until the connection is established, which [IpStack#open] does not. If that fails, the
  /// connection is over.
  ///
  /// @param timeout how long at most; zero for as long as TCP itself tries
  /// @throws IOException as [IpStack#connect]; [SocketException] "Socket closed" if the socket is
  ///     or gets closed
  public void awaitConnected(Duration timeout) throws IOException {
    int result =
        await(
            Readiness.CONNECTED | OVER,
            () -> closed || ending() != null ? -1 : state().synchronizedState() ? 1 : 0,
            timeout.isZero() ? FOREVER : nanos(timeout));
    if (result == 1) {
      return;
    }
    Ending ending = ending();
    IcmpError error = softError();
    abort();
    throw switch (result) {
      case BlockingCall.TIMED_OUT -> new SocketTimeoutException("Connect timed out");
      case BlockingCall.INTERRUPTED -> SocketErrors.interrupted();
      default -> SocketErrors.connecting(ending, error);
    };
  }

  /// Has a handler told of events, first of those that are possible already: those run before this
  /// method returns, on this thread or on one that is telling others. Replaces an earlier handler.
  ///
  /// @param handler whom to tell
  public void setHandler(TcpHandler handler) {
    HandlerEvents known = events.get();
    if (known == null) {
      known = new HandlerEvents(this, counters, handler);
      HandlerEvents first = events.compareAndExchange(null, known);
      known = first == null ? known : first;
    }
    known.handler(handler);
    connection.tell(known);
  }

  /// Begins the active OPEN.
  void open(TcpConfig config, @Nullable TcpHandler handler) {
    connection.open(config);
    if (handler != null) {
      setHandler(handler);
    }
  }

  /// Returns a stream that reads from the socket. Closing it closes the socket.
  public InputStream inputStream() {
    return new SocketInput(this);
  }

  /// Returns a stream that writes to the socket. Closing it closes the socket.
  public OutputStream outputStream() {
    return new SocketOutput(this);
  }

  /// Returns what the user has attached, or null.
  public @Nullable Object attachment() {
    return attachment;
  }

  /// Attaches something of the user's.
  ///
  /// @param object what, or null
  public void attach(@Nullable Object object) {
    attachment = object;
  }

  private int call(Connection.EngineCall<Integer> call) {
    return Objects.requireNonNullElse(connection.call(call), CallError.DOES_NOT_EXIST.code());
  }

  private static long nanos(Duration time) {
    try {
      return time.toNanos();
    } catch (ArithmeticException _) {
      return FOREVER;
    }
  }

  @Override
  public String toString() {
    return connection.tuple() + " " + state();
  }
}
