package io.tcp4j.testkit.packetdrill.call;

import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.TcpInfo;
import io.tcp4j.testkit.packetdrill.script.Expression;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `poll`: waits until something has become possible.
final class PollCall {
  private final Kernel kernel;

  PollCall(Kernel kernel) {
    this.kernel = kernel;
  }

  Progress begin(Arguments arguments, Optional<Expression> result) {
    if (!(arguments.get(0) instanceof Expression.Array(List<Expression> entries))) {
      throw new IllegalArgumentException("poll takes an array of pollfd");
    }
    long deadline = kernel.deadline(arguments.number(2));
    return () -> poll(entries, deadline);
  }

  private @Nullable Reply poll(List<Expression> entries, long deadline) {
    int ready = 0;
    String difference = "";
    for (Expression entry : entries) {
      if (!(entry instanceof Expression.Struct(Map<String, Expression> fields))) {
        throw new IllegalArgumentException("poll takes pollfd structures");
      }
      Arguments parts = new Arguments("poll", List.of(field(fields, "fd")));
      Set<String> found = events(parts.number(0), names(fields, "events"));
      ready += found.isEmpty() ? 0 : 1;
      if (!found.equals(names(fields, "revents"))) {
        difference = "revents are " + found + ", not " + names(fields, "revents");
      }
    }
    if (ready == 0 && !kernel.passed(deadline)) {
      return null;
    }
    return new Reply(ready, "", difference);
  }

  private static Expression field(Map<String, Expression> fields, String name) {
    return fields.getOrDefault(name, new Expression.Literal(0));
  }

  private static Set<String> names(Map<String, Expression> fields, String name) {
    return new Arguments("poll", List.of(field(fields, name))).names(0);
  }

  /// The events of a socket that somebody waits for, and those that all are told of.
  private Set<String> events(int descriptor, Set<String> wanted) {
    Set<String> found = new LinkedHashSet<>();
    Sock sock = kernel.descriptors.socket(descriptor);
    if (sock == null) {
      return Set.of("POLLNVAL");
    }
    TcpSocket socket = sock.connection;
    boolean over = socket == null ? !sock.listening() : sock.failed() || socket.ending() != null;
    boolean readable = over || sock.atEnd() || (socket != null && socket.available() > 0);
    if (readable && wanted.contains("POLLIN")) {
      found.add("POLLIN");
    }
    if ((over || writable(sock)) && wanted.contains("POLLOUT")) {
      found.add("POLLOUT");
    }
    if (sock.pendingError() != null) {
      found.add("POLLERR");
    }
    if (over) {
      found.add("POLLHUP");
    }
    return found;
  }

  private static boolean writable(Sock sock) {
    TcpSocket socket = sock.connection;
    if (socket == null || !sock.established()) {
      return false;
    }
    TcpInfo info = socket.info();
    return info.state().maySend()
        && 3 * (info.sending().unacknowledged().bytes() + info.sending().unsent())
            < 2L * sock.config.sendBuffer();
  }
}
