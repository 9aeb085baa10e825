package io.tcp4j.nio;

import io.tcp4j.stack.IpStack;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.UnreadAfterReset;
import io.tcp4j.wire.Endpoint;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOption;
import java.net.SocketOptions;
import java.net.StandardSocketOptions;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What sockets of both kinds have in common: the stack that they are of, their options, and that
/// they can be closed. Thread-safe.
///
/// Whatever is set before there is a connection or a listener is kept for it.
abstract class HostSocketImpl extends SocketImpl {
  final SocketHost host;

  // Guarded by this.
  private @Nullable IpStack stack;
  private @Nullable TcpConfig config;
  private boolean reuseAddress;
  private boolean closed;

  /// In milliseconds; 0 for ever.
  private volatile int timeout;

  HostSocketImpl(SocketHost host, boolean reuseAddress) {
    this.host = host;
    this.reuseAddress = reuseAddress;
  }

  /// Has the connection, or those that begin from now on, behave differently; if there is a
  /// connection or listener already.
  ///
  /// @param change may be called again when somebody else changes something at the same time
  abstract void reconfigure(UnaryOperator<TcpConfig.Builder> change);

  /// The time limit is another; if there is a connection already.
  abstract void timeoutChanged(int millis);

  /// Returns how long close waits, in seconds; negative for not at all.
  abstract int linger();

  abstract void linger(int seconds);

  /// Returns where it is bound to, or null.
  abstract @Nullable Endpoint boundTo();

  /// Ends whatever there is, and wakes all who wait. Called once.
  abstract void closed();

  @Override
  protected abstract Set<SocketOption<?>> supportedOptions();

  // --- its life ---

  @Override
  protected final void create(boolean stream) throws IOException {
    if (!stream) {
      throw new IOException("Datagram socket creation not supported");
    }
    IpStack creator = host.stack();
    createdBy(
        creator,
        creator.tcpConfig().toBuilder()
            .urgentInline(false)
            .unreadAfterReset(UnreadAfterReset.KEEP)
            .build());
  }

  /// It is of a stack.
  ///
  /// @param behaviour the stack's settings, save where sockets of the JDK are different
  final synchronized void createdBy(IpStack creator, TcpConfig behaviour) {
    stack = creator;
    config = behaviour;
  }

  final synchronized IpStack stack() throws SocketException {
    ensureOpen();
    return Objects.requireNonNull(stack);
  }

  final synchronized boolean isClosed() {
    return closed;
  }

  final synchronized void ensureOpen() throws SocketException {
    if (stack == null) {
      throw new SocketException("Socket not created");
    }
    if (closed) {
      throw new SocketException("Socket closed");
    }
  }

  @Override
  protected final void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    closed();
  }

  // --- options ---

  final synchronized TcpConfig config() {
    return Objects.requireNonNull(config);
  }

  final int timeout() {
    return timeout;
  }

  @Override
  protected final <T> void setOption(SocketOption<T> option, T value) throws IOException {
    checkSupported(option);
    if (!option.type().isInstance(value)) {
      throw new IllegalArgumentException("Invalid value '" + value + "'");
    }
    set(option, value);
  }

  @Override
  protected final <T> T getOption(SocketOption<T> option) throws IOException {
    checkSupported(option);
    return get(option);
  }

  private void checkSupported(SocketOption<?> option) {
    if (!supportedOptions().contains(option)) {
      throw new UnsupportedOperationException("'" + option + "' not supported");
    }
  }

  private <T> void set(SocketOption<T> option, T value) throws SocketException {
    ensureOpen();
    ConfigOption<T> setting = ConfigOption.find(option);
    if (setting != null) {
      configure(builder -> setting.writer().apply(builder.build(), value));
    } else if (option == StandardSocketOptions.SO_LINGER) {
      linger((Integer) value);
    } else {
      synchronized (this) {
        reuseAddress = (Boolean) value;
      }
    }
  }

  private void configure(UnaryOperator<TcpConfig.Builder> change) {
    TcpConfig changed = change.apply(config().toBuilder()).build();
    reconfigure(change);
    synchronized (this) {
      config = changed;
    }
  }

  private <T> T get(SocketOption<T> option) throws SocketException {
    ensureOpen();
    ConfigOption<T> setting = ConfigOption.find(option);
    if (setting != null) {
      return setting.reader().apply(config());
    }
    Object value;
    synchronized (this) {
      value = option == StandardSocketOptions.SO_LINGER ? (Object) linger() : reuseAddress;
    }
    return option.type().cast(value);
  }

  // --- the older interface, by which java.net.Socket has its own setters ---

  @Override
  public final void setOption(int id, Object value) throws SocketException {
    if (id == SocketOptions.SO_TIMEOUT) {
      ensureOpen();
      timeout = (Integer) value;
      timeoutChanged(timeout);
    } else if (id == SocketOptions.SO_LINGER && value.equals(false)) {
      set(StandardSocketOptions.SO_LINGER, -1);
    } else {
      setUnchecked(modern(id), value);
    }
  }

  private <T> void setUnchecked(SocketOption<T> option, Object value) throws SocketException {
    if (!option.type().isInstance(value)) {
      throw new SocketException("Bad value for " + option);
    }
    try {
      set(option, option.type().cast(value));
    } catch (IllegalArgumentException outOfRange) {
      throw new SocketException(outOfRange.getMessage(), outOfRange);
    }
  }

  @Override
  public final Object getOption(int id) throws SocketException {
    ensureOpen();
    return switch (id) {
      case SocketOptions.SO_TIMEOUT -> timeout;
      case SocketOptions.SO_LINGER -> linger() < 0 ? (Object) false : (Object) linger();
      case SocketOptions.SO_BINDADDR -> {
        Endpoint bound = boundTo();
        yield (bound == null ? Addresses.ANY : bound.address()).toInetAddress();
      }
      default -> get(modern(id));
    };
  }

  private static SocketOption<?> modern(int id) throws SocketException {
    return switch (id) {
      case SocketOptions.TCP_NODELAY -> StandardSocketOptions.TCP_NODELAY;
      case SocketOptions.SO_LINGER -> StandardSocketOptions.SO_LINGER;
      case SocketOptions.SO_SNDBUF -> StandardSocketOptions.SO_SNDBUF;
      case SocketOptions.SO_RCVBUF -> StandardSocketOptions.SO_RCVBUF;
      case SocketOptions.SO_KEEPALIVE -> StandardSocketOptions.SO_KEEPALIVE;
      case SocketOptions.SO_OOBINLINE -> ConfigOption.SO_OOBINLINE;
      case SocketOptions.SO_REUSEADDR -> StandardSocketOptions.SO_REUSEADDR;
      case SocketOptions.IP_TOS -> StandardSocketOptions.IP_TOS;
      default -> throw new SocketException("Unknown option " + id);
    };
  }
}
