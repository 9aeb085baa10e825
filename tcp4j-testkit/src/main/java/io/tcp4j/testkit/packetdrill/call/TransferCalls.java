package io.tcp4j.testkit.packetdrill.call;

import static io.tcp4j.testkit.packetdrill.call.Kernel.at;

import io.tcp4j.stack.TcpSocket;
import io.tcp4j.testkit.packetdrill.script.Expression;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Calls that move bytes.
final class TransferCalls {
  private static final Set<String> KNOWN_FLAGS =
      Set.of(
          "MSG_PEEK",
          "MSG_DONTWAIT",
          "MSG_NOSIGNAL",
          "MSG_WAITALL",
          "MSG_MORE",
          "MSG_EOR",
          "MSG_OOB");

  private final Kernel kernel;

  TransferCalls(Kernel kernel) {
    this.kernel = kernel;
  }

  Progress read(Arguments arguments, Optional<Expression> result) {
    return receive(arguments.number(0), arguments.number(2), Set.of());
  }

  Progress receive(Arguments arguments, Optional<Expression> result) {
    return receive(arguments.number(0), arguments.number(2), flags(arguments, 3));
  }

  Progress receiveMessage(Arguments arguments, Optional<Expression> result) {
    return receive(arguments.number(0), iovLength(arguments), flags(arguments, 2));
  }

  Progress sendMessage(Arguments arguments, Optional<Expression> result) {
    return write(arguments.number(0), iovLength(arguments), flags(arguments, 2));
  }

  /// The bytes of all `{..., n}` of `msg_iov` together.
  private static int iovLength(Arguments arguments) {
    if (!(arguments.get(1) instanceof Expression.Struct(Map<String, Expression> fields))
        || !(fields.get("msg_iov") instanceof Expression.Array(List<Expression> vectors))) {
      throw new IllegalArgumentException(arguments.call() + " takes a msghdr with msg_iov");
    }
    int length = 0;
    for (Expression vector : vectors) {
      if (!(vector instanceof Expression.Struct(Map<String, Expression> parts))
          || !(parts.get("1") instanceof Expression.Literal(long bytes))) {
        throw new IllegalArgumentException("an iovec is {..., length}");
      }
      length += Math.toIntExact(bytes);
    }
    return length;
  }

  private Progress receive(int descriptor, int length, Set<String> flags) {
    Sock sock = kernel.descriptors.socket(descriptor);
    if (sock == null || sock.connection == null) {
      return at(Reply.failed(sock == null ? Errno.EBADF : Errno.ENOTCONN));
    }
    if (flags.contains("MSG_OOB")) {
      return at(outOfBand(sock));
    }
    boolean wait = !sock.nonBlocking && !flags.contains("MSG_DONTWAIT");
    boolean peek = flags.contains("MSG_PEEK");
    return () -> {
      Reply reply = received(sock, length, peek);
      return reply == null && !wait ? Reply.failed(Errno.EAGAIN) : reply;
    };
  }

  /// What came, the end, or an error; null while there is nothing to say.
  private static @Nullable Reply received(Sock sock, int length, boolean peek) {
    TcpSocket socket = sock.connected();
    int available = Math.min(socket.available(), length);
    if (available > 0) {
      return Reply.of(peek ? available : taken(socket, length));
    }
    Errno error = sock.takeError();
    if (error != null) {
      return Reply.failed(error);
    }
    if (sock.failed() || sock.atEnd() || sock.inputShut || length == 0) {
      return Reply.of(0);
    }
    return null;
  }

  /// The one urgent byte that is not read in its place in the stream. Where there is none, EAGAIN
  /// if one has been announced, else EINVAL.
  private static Reply outOfBand(Sock sock) {
    TcpSocket socket = sock.connected();
    try {
      if (socket.readUrgent() >= 0) {
        return Reply.of(1);
      }
    } catch (IOException _) {
      return Reply.failed(Errno.EINVAL);
    }
    boolean announced = !sock.config.urgentInline() && socket.urgentRemaining() > 0;
    return Reply.failed(announced ? Errno.EAGAIN : Errno.EINVAL);
  }

  private static int taken(TcpSocket socket, int length) {
    try {
      return socket.tryRead(new byte[length], 0, length);
    } catch (IOException e) {
      throw new IllegalStateException("bytes were there to be read", e);
    }
  }

  Progress write(Arguments arguments, Optional<Expression> result) {
    return write(arguments.number(0), arguments.number(2), Set.of());
  }

  Progress send(Arguments arguments, Optional<Expression> result) {
    return write(arguments.number(0), arguments.number(2), flags(arguments, 3));
  }

  private Progress write(int descriptor, int length, Set<String> flags) {
    Sock sock = kernel.descriptors.socket(descriptor);
    if (sock == null) {
      return at(Reply.failed(Errno.EBADF));
    }
    if (sock.connection == null) {
      return at(Reply.failed(Errno.EPIPE));
    }
    boolean wait = !sock.nonBlocking && !flags.contains("MSG_DONTWAIT");
    return new Writing(sock, length, wait, flags);
  }

  /// A write that may have to wait for room, for all of its bytes.
  private static final class Writing implements Progress {
    private final Sock sock;
    private final byte[] bytes;
    private final boolean wait;
    private final Set<String> flags;
    private int done;

    Writing(Sock sock, int length, boolean wait, Set<String> flags) {
      this.sock = sock;
      bytes = new byte[length];
      this.wait = wait;
      this.flags = flags;
    }

    @Override
    public @Nullable Reply attempt() {
      Errno error = sock.takeError();
      if (error == null && (sock.outputShut || sock.connected().ending() != null)) {
        error = Errno.EPIPE;
      }
      if (error != null) {
        return done > 0 ? Reply.of(done) : Reply.failed(error);
      }
      try {
        done += taken(sock.connected(), bytes.length - done);
      } catch (IOException _) {
        return Reply.failed(Errno.EPIPE);
      }
      if (done == bytes.length || (!wait && done > 0)) {
        return Reply.of(done);
      }
      return wait ? null : Reply.failed(Errno.EAGAIN);
    }

    private int taken(TcpSocket socket, int left) throws IOException {
      if (flags.contains("MSG_OOB")) {
        return socket.tryWriteUrgent(bytes, done, left);
      }
      return flags.contains("MSG_MORE")
          ? socket.tryWriteMore(bytes, done, left)
          : socket.tryWrite(bytes, done, left);
    }
  }

  private static Set<String> flags(Arguments arguments, int index) {
    Set<String> flags = arguments.names(index);
    for (String flag : flags) {
      if (!KNOWN_FLAGS.contains(flag)) {
        throw new UnsupportedCallException(arguments.call() + " with " + flag);
      }
    }
    return flags;
  }
}
