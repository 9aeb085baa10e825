package io.tcp4j.testkit.packetdrill.call;

import static io.tcp4j.testkit.packetdrill.call.Kernel.at;

import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.testkit.packetdrill.script.Expression;
import io.tcp4j.wire.Endpoint;
import java.io.IOException;
import java.net.BindException;
import java.net.NoRouteToHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Calls that make sockets and connections, and end them.
final class ConnectionCalls {
  private final Kernel kernel;

  ConnectionCalls(Kernel kernel) {
    this.kernel = kernel;
  }

  Progress socket(Arguments arguments, Optional<Expression> result) {
    if (!arguments.names(1).contains("SOCK_STREAM")) {
      throw new UnsupportedCallException("socket of type " + arguments.get(1));
    }
    Sock sock = new Sock(kernel.config(), kernel.dialect);
    sock.nonBlocking = arguments.names(1).contains("SOCK_NONBLOCK");
    int number = kernel.descriptors.add(sock, Kernel.wanted(result));
    kernel.underTest(sock);
    return at(Reply.of(number));
  }

  Progress bind(Arguments arguments, Optional<Expression> result) {
    Sock sock = kernel.descriptors.socket(arguments.number(0));
    if (sock == null) {
      return at(Reply.failed(Errno.EBADF));
    }
    sock.bound = kernel.local();
    return at(Reply.of(0));
  }

  Progress listen(Arguments arguments, Optional<Expression> result) {
    Sock sock = kernel.descriptors.socket(arguments.number(0));
    if (sock == null) {
      return at(Reply.failed(Errno.EBADF));
    }
    Endpoint local = sock.bound;
    if (sock.connection != null || local == null) {
      return at(Reply.failed(Errno.EINVAL));
    }
    try {
      if (sock.server == null) {
        // Linux lets one more wait than it is told
        int backlog = arguments.number(1) + 1;
        sock.server =
            kernel.stack.listen(local, backlog, kernel.dialect.configure(sock, kernel), null);
      }
      return at(Reply.of(0));
    } catch (IOException e) {
      return at(Reply.failed(errno(e)));
    }
  }

  Progress accept(Arguments arguments, Optional<Expression> result) {
    Sock sock = kernel.descriptors.socket(arguments.number(0));
    TcpServerSocket server = sock == null ? null : sock.server;
    if (sock == null || server == null) {
      return at(Reply.failed(sock == null ? Errno.EBADF : Errno.EINVAL));
    }
    return () -> {
      TcpSocket accepted = accepted(server);
      if (accepted == null) {
        return sock.nonBlocking ? Reply.failed(Errno.EAGAIN) : null;
      }
      Sock child = new Sock(sock.config, kernel.dialect);
      child.connection = accepted;
      kernel.underTest(child);
      return Reply.of(kernel.descriptors.add(child, Kernel.wanted(result)));
    };
  }

  private static @Nullable TcpSocket accepted(TcpServerSocket server) {
    try {
      return server.tryAccept();
    } catch (IOException _) {
      return null;
    }
  }

  Progress connect(Arguments arguments, Optional<Expression> result) {
    Sock sock = kernel.descriptors.socket(arguments.number(0));
    if (sock == null) {
      return at(Reply.failed(Errno.EBADF));
    }
    if (sock.connection == null) {
      try {
        sock.connection =
            kernel.stack.open(
                kernel.remote(), sock.bound, kernel.dialect.configure(sock, kernel), null);
      } catch (IOException e) {
        return at(Reply.failed(errno(e)));
      }
      kernel.underTest(sock);
      return sock.nonBlocking ? at(Reply.failed(Errno.EINPROGRESS)) : () -> connected(sock);
    }
    if (!sock.nonBlocking) {
      return () -> connected(sock);
    }
    Reply reply = connected(sock);
    return at(reply == null ? Reply.failed(Errno.EALREADY) : reply);
  }

  private static @Nullable Reply connected(Sock sock) {
    Errno error = sock.takeError();
    if (error != null) {
      return Reply.failed(error);
    }
    return sock.established() ? Reply.of(0) : null;
  }

  Progress shutdown(Arguments arguments, Optional<Expression> result) {
    Sock sock = kernel.descriptors.socket(arguments.number(0));
    if (sock == null) {
      return at(Reply.failed(Errno.EBADF));
    }
    TcpSocket socket = sock.connection;
    if (socket == null || sock.failed()) {
      return at(Reply.failed(Errno.ENOTCONN));
    }
    String how = arguments.name(1);
    try {
      if (!how.equals("SHUT_WR")) {
        sock.inputShut = true;
      }
      if (!how.equals("SHUT_RD")) {
        sock.outputShut = true;
        socket.shutdownOutput();
      }
      return at(Reply.of(0));
    } catch (IOException _) {
      return at(Reply.failed(Errno.ENOTCONN));
    }
  }

  Progress close(Arguments arguments, Optional<Expression> result) {
    Object thing = kernel.descriptors.remove(arguments.number(0));
    if (thing == null) {
      return at(Reply.failed(Errno.EBADF));
    }
    if (thing instanceof Sock sock) {
      sock.close();
    }
    return at(Reply.of(0));
  }

  private static Errno errno(IOException e) {
    return switch (e) {
      case BindException _ -> Errno.EADDRINUSE;
      case NoRouteToHostException _ -> Errno.ENETUNREACH;
      default -> Errno.EINVAL;
    };
  }
}
