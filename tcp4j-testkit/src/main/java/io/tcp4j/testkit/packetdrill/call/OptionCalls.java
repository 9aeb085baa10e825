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
import java.util.function.UnaryOperator;

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
    if (option.equals("TCP_CORK")) {
      connected(sock, option).setCork(value != 0);
      return Reply.of(0);
    }
    UnaryOperator<TcpConfig.Builder> change = change(sock, option, value);
    try {
      TcpConfig changed = change.apply(sock.config.toBuilder()).build();
      if (sock.connection != null) {
        sock.connection.configure(change);
      }
      sock.config = changed;
    } catch (IllegalArgumentException _) {
      return Reply.failed(Errno.EINVAL);
    }
    return Reply.of(0);
  }

  private UnaryOperator<TcpConfig.Builder> change(Sock sock, String option, int value) {
    return switch (option) {
      case "SO_REUSEADDR", "SO_REUSEPORT" -> UnaryOperator.identity();
      case "SO_SNDBUF" -> config -> config.sendBuffer(kernel.dialect.buffer(value));
      case "SO_RCVBUF" -> config -> config.receiveBuffer(kernel.dialect.buffer(value));
      case "SO_RCVLOWAT" -> config -> config.receiveLowWater(Math.max(1, value));
      case "TCP_NOTSENT_LOWAT" -> config -> config.notSentLowWater(value);
      case "TCP_NODELAY" -> config -> config.nagle(value == 0);
      case "TCP_MAXSEG" -> config -> config.maximumSegmentSize(value);
      case "TCP_KEEPIDLE", "TCP_KEEPINTVL", "TCP_KEEPCNT" ->
          config -> config.keepAliveTimes(times(sock.config.keepAliveTimes(), option, value));
      case "TCP_USER_TIMEOUT" -> config -> config.userTimeout(Duration.ofMillis(value));
      // so many SYNs, each waited for twice as long as the one before
      case "TCP_SYNCNT" ->
          config ->
              config.openTimeout(Duration.ofNanos(sock.config.initialRto() * ((2L << value) - 1)));
      case "SO_OOBINLINE" -> config -> config.urgentInline(value != 0);
      case "SO_KEEPALIVE" -> config -> config.keepAlive(value != 0);
      case "IP_TOS", "IPV6_TCLASS" -> config -> config.dscp(value >>> 2);
      case "IP_TTL", "IPV6_UNICAST_HOPS" -> config -> config.hopLimit(value);
      case "IP_MINTTL", "IPV6_MINHOPCOUNT" -> config -> config.minHopLimit(value);
      default -> throw Elsewhere.option(option);
    };
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
