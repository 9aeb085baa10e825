package io.tcp4j.testkit.packetdrill.call;

import static io.tcp4j.testkit.packetdrill.call.Kernel.at;

import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.KeepAlive;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.testkit.packetdrill.script.Expression;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Calls that say how a socket behaves, or ask for it.
final class OptionCalls {
  private final Kernel kernel;

  OptionCalls(Kernel kernel) {
    this.kernel = kernel;
  }

  Progress set(Arguments arguments, Optional<Expression> result) {
    Sock sock = kernel.descriptors.socket(arguments.number(0));
    if (sock == null) {
      return at(Reply.failed(Errno.EBADF));
    }
    String option = arguments.name(2);
    if (option.equals("SO_LINGER")) {
      linger(sock, arguments.get(3));
      return at(Reply.of(0));
    }
    Reply reply = set(sock, option, arguments.number(3));
    TcpServerSocket server = sock.server;
    if (server != null) {
      server.configure(sock.config);
    }
    return at(reply);
  }

  private Reply set(Sock sock, String option, int value) {
    TcpConfig.Builder config = sock.config.toBuilder();
    TcpSocket socket = sock.connection;
    switch (option) {
      case "SO_REUSEADDR", "SO_REUSEPORT" -> {}
      case "SO_SNDBUF" -> {
        int bytes = kernel.dialect.buffer(value);
        config.sendBuffer(bytes);
        if (socket != null) {
          socket.setSendBuffer(bytes);
        }
      }
      case "SO_RCVBUF" -> {
        int bytes = kernel.dialect.buffer(value);
        config.receiveBuffer(bytes);
        if (socket != null) {
          socket.setReceiveBuffer(bytes);
        }
      }
      case "TCP_CORK" -> connected(sock, option).setCork(value != 0);
      case "TCP_NODELAY" -> {
        config.nagle(value == 0);
        if (socket != null) {
          socket.setNoDelay(value != 0);
        }
      }
      case "TCP_MAXSEG" -> config.maximumSegmentSize(value);
      case "TCP_KEEPIDLE", "TCP_KEEPINTVL", "TCP_KEEPCNT" -> {
        KeepAlive times = times(sock.config.keepAliveTimes(), option, value);
        config.keepAliveTimes(times);
        if (socket != null) {
          socket.setKeepAliveTimes(times);
        }
      }
      case "TCP_USER_TIMEOUT" -> {
        Duration timeout = Duration.ofMillis(value);
        config.userTimeout(timeout);
        if (socket != null) {
          socket.setUserTimeout(timeout);
        }
      }
      // so many SYNs, each waited for twice as long as the one before
      case "TCP_SYNCNT" ->
          config.openTimeout(Duration.ofNanos(sock.config.initialRto() * ((2L << value) - 1)));
      case "SO_OOBINLINE" -> config.urgentInline(value != 0);
      case "SO_KEEPALIVE" -> {
        config.keepAlive(value != 0);
        if (socket != null) {
          socket.setKeepAlive(value != 0);
        }
      }
      default -> throw Elsewhere.option(option);
    }
    sock.config = config.build();
    return Reply.of(0);
  }

  private static KeepAlive times(KeepAlive before, String option, int value) {
    return switch (option) {
      case "TCP_KEEPIDLE" -> new KeepAlive(seconds(value), before.interval(), before.probes());
      case "TCP_KEEPINTVL" -> new KeepAlive(before.idle(), seconds(value), before.probes());
      default -> new KeepAlive(before.idle(), before.interval(), value);
    };
  }

  private static long seconds(int value) {
    return Duration.ofSeconds(value).toNanos();
  }

  private static TcpSocket connected(Sock sock, String option) {
    TcpSocket socket = sock.connection;
    if (socket == null) {
      throw new UnsupportedCallException("setsockopt " + option + " without a connection");
    }
    return socket;
  }

  private static void linger(Sock sock, Expression value) {
    if (!(value instanceof Expression.Struct(var fields))
        || !(fields.get("onoff") instanceof Expression.Literal(long on))
        || !(fields.get("linger") instanceof Expression.Literal(long seconds))) {
      throw new UnsupportedCallException("setsockopt SO_LINGER of " + value);
    }
    sock.linger = on == 0 ? null : Duration.ofSeconds(seconds);
  }

  Progress get(Arguments arguments, Optional<Expression> result) {
    Sock sock = kernel.descriptors.socket(arguments.number(0));
    if (sock == null) {
      return at(Reply.failed(Errno.EBADF));
    }
    String option = arguments.name(2);
    Object found =
        switch (option) {
          case "SO_ERROR" -> {
            Errno error = sock.takeError();
            yield error == null ? "0" : error.name();
          }
          case "SO_RCVBUF" -> String.valueOf(kernel.dialect.receiveBuffer(sock, kernel));
          case "SO_SNDBUF" -> String.valueOf(sock.config.sendBuffer());
          case "TCP_MAXSEG" -> String.valueOf(maximumSegment(sock));
          case "TCP_NODELAY" -> sock.config.nagle() ? "0" : "1";
          case "SO_KEEPALIVE" -> sock.config.keepAlive() ? "1" : "0";
          default -> throw Elsewhere.option(option);
        };
    String wanted = referred(arguments.get(3));
    return at(
        wanted.equals(found) || wanted.equals("...")
            ? Reply.of(0)
            : Reply.differs(0, option + " is " + found + ", not " + wanted));
  }

  private int maximumSegment(Sock sock) {
    TcpSocket socket = sock.connection;
    return socket == null ? sock.config.maximumSegmentSize() : socket.info().sending().mss();
  }

  /// What stands in `[...]`.
  private static String referred(Expression argument) {
    return switch (argument) {
      case Expression.Array(List<Expression> elements) when elements.size() == 1 ->
          referred(elements.getFirst());
      case Expression.Literal(long value) -> String.valueOf(value);
      case Expression.Name(String name) -> name;
      default -> "...";
    };
  }

  Progress fcntl(Arguments arguments, Optional<Expression> result) {
    Sock sock = kernel.descriptors.socket(arguments.number(0));
    if (sock == null) {
      return at(Reply.failed(Errno.EBADF));
    }
    return switch (arguments.name(1)) {
      case "F_GETFL" -> at(Reply.of(sock.nonBlocking ? 0x802 : 2));
      case "F_SETFL" -> {
        Set<String> flags = arguments.names(2);
        sock.nonBlocking = flags.contains("O_NONBLOCK");
        yield at(Reply.of(0));
      }
      default -> throw new UnsupportedCallException("fcntl " + arguments.name(1));
    };
  }

  Progress ioctl(Arguments arguments, Optional<Expression> result) {
    Sock sock = kernel.descriptors.socket(arguments.number(0));
    if (sock == null || sock.connection == null) {
      return at(Reply.failed(sock == null ? Errno.EBADF : Errno.EINVAL));
    }
    String request = arguments.name(1);
    String found =
        switch (request) {
          case "SIOCINQ" -> String.valueOf(sock.connected().available());
          case "SIOCATMARK" -> sock.connected().isAtMark() ? "1" : "0";
          default -> throw new UnsupportedCallException("ioctl " + request);
        };
    String wanted = referred(arguments.get(2));
    return at(
        wanted.equals(found)
            ? Reply.of(0)
            : Reply.differs(0, request + " is " + found + ", not " + wanted));
  }
}
