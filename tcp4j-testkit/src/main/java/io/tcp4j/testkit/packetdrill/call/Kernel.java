package io.tcp4j.testkit.packetdrill.call;

import io.tcp4j.link.Scheduler;
import io.tcp4j.stack.IpStack;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.testkit.packetdrill.script.Event;
import io.tcp4j.testkit.packetdrill.script.Expression;
import io.tcp4j.testkit.packetdrill.wire.Hosts;
import io.tcp4j.wire.Endpoint;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The calls of the sockets interface.
public final class Kernel {
  final IpStack stack;
  private final Scheduler time;
  final Hosts hosts;
  final Dialect dialect;
  final Descriptors descriptors = new Descriptors();

  /// What new sockets get.
  private TcpConfig config;

  private final Map<String, Handler> handlers;
  private @Nullable Sock underTest;

  /// Begins a call.
  @FunctionalInterface
  interface Handler {
    /// Begins it.
    ///
    /// @param result the result that the script expects, which is how calls that make a descriptor
    ///     know its number
    Progress begin(Arguments arguments, Optional<Expression> result);
  }

  /// @param stack the stack under test
  /// @param time its time
  /// @param hosts where its sockets are, and their peers
  /// @param config how sockets behave for which nothing else is said
  /// @param dialect whose errors and buffer sizes
  public Kernel(IpStack stack, Scheduler time, Hosts hosts, TcpConfig config, Dialect dialect) {
    this.stack = stack;
    this.time = time;
    this.hosts = hosts;
    this.config = config;
    this.dialect = dialect;
    ConnectionCalls connections = new ConnectionCalls(this);
    TransferCalls transfers = new TransferCalls(this);
    OptionCalls options = new OptionCalls(this);
    PollCall poll = new PollCall(this);
    handlers =
        Map.ofEntries(
            Map.entry("socket", connections::socket),
            Map.entry("bind", connections::bind),
            Map.entry("listen", connections::listen),
            Map.entry("accept", connections::accept),
            Map.entry("connect", connections::connect),
            Map.entry("shutdown", connections::shutdown),
            Map.entry("close", connections::close),
            Map.entry("read", transfers::read),
            Map.entry("recv", transfers::receive),
            Map.entry("recvfrom", transfers::receive),
            Map.entry("write", transfers::write),
            Map.entry("send", transfers::send),
            Map.entry("sendto", transfers::send),
            Map.entry("recvmsg", transfers::receiveMessage),
            Map.entry("sendmsg", transfers::sendMessage),
            Map.entry("setsockopt", options::set),
            Map.entry("getsockopt", options::get),
            Map.entry("fcntl", options::fcntl),
            Map.entry("ioctl", options::ioctl),
            Map.entry("poll", poll::begin));
  }

  /// Begins a call.
  ///
  /// @throws UnsupportedCallException if there is no such call here
  /// @throws IllegalArgumentException if its arguments are not what it takes
  public Progress begin(Event.Call call) {
    Handler handler = handlers.get(call.name());
    if (handler == null) {
      throw Elsewhere.call(call.name());
    }
    return handler.begin(new Arguments(call.name(), call.arguments()), call.result());
  }

  /// From now on new sockets behave like this.
  public void configure(TcpConfig config) {
    this.config = config;
  }

  /// How new sockets behave.
  public TcpConfig config() {
    return config;
  }

  /// The socket made, connected or accepted last; null before the first.
  public @Nullable Sock underTest() {
    return underTest;
  }

  void underTest(Sock sock) {
    underTest = sock;
  }

  /// Lets every socket look at its connection.
  public void observe() {
    for (Object thing : descriptors.all()) {
      if (thing instanceof Sock sock) {
        sock.observe();
      }
    }
  }

  /// Where sockets are bound.
  Endpoint local() {
    return new Endpoint(hosts.local(), hosts.localPort());
  }

  /// Where sockets connect to.
  Endpoint remote() {
    return new Endpoint(hosts.remote(), hosts.remotePort());
  }

  /// When a time-out in milliseconds will be over; never for a negative one.
  long deadline(int milliseconds) {
    return milliseconds < 0 ? Long.MAX_VALUE : time.nanoTime() + milliseconds * 1_000_000L;
  }

  /// Whether a deadline has come.
  boolean passed(long deadline) {
    return time.nanoTime() >= deadline;
  }

  /// The number that the script expects, or -1.
  static int wanted(Optional<Expression> result) {
    return result.orElse(new Expression.Anything()) instanceof Expression.Literal(long value)
        ? Math.toIntExact(value)
        : -1;
  }

  /// A call that needs no waiting.
  static Progress at(Reply reply) {
    return () -> reply;
  }
}
