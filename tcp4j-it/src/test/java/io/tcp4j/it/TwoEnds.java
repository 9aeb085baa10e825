package io.tcp4j.it;

import io.tcp4j.stack.TcpServerSocket;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.Endpoint;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.UnaryOperator;

/// A connection between us and the kernel of a namespace of its own, which is led step by step from
/// one pair of states to the next.
final class TwoEnds implements AutoCloseable {
  /// Does something with the two ends.
  interface Step {
    void on(TwoEnds ends) throws Exception;
  }

  static final int KERNEL_PORT = 5000;
  static final Endpoint OURS = Endpoint.parse(Wire.OURS_V4 + ":6000");

  final Namespace namespace = Namespace.create();
  final OurHost host;
  private final KernelView kernel;
  private TcpConfig config = TcpConfig.DEFAULT;
  private boolean listens;
  private TcpSocket ours;
  private SocketChannel theirs;

  TwoEnds() throws Exception {
    this(Duration.ZERO);
  }

  /// With every packet that much time on its way.
  TwoEnds(Duration delay) throws Exception {
    host = OurHost.in(namespace, delay);
    kernel = new KernelView(namespace);
  }

  /// Changes how our end behaves; before it is opened.
  TwoEnds configured(UnaryOperator<TcpConfig.Builder> change) {
    config = change.apply(config.toBuilder()).build();
    return this;
  }

  // --- what either end does

  void weOpen() throws Exception {
    weOpen(Wire.KERNEL_V4);
  }

  void weOpen(String address) throws Exception {
    ours = host.stack.open(Endpoint.parse(address + ":" + KERNEL_PORT), OURS, config, null);
  }

  void weListen() throws Exception {
    TcpServerSocket server = host.stack.listen(OURS, 1, config, null);
    namespace.own(server);
    listens = true;
  }

  void weShutDown() throws Exception {
    ours.shutdownOutput();
  }

  void weClose() {
    ours.close();
  }

  void weAbort() {
    ours.abort();
  }

  void weWrite() throws Exception {
    ours.outputStream().write(1);
  }

  void kernelOpens() throws Exception {
    kernelOpens(Wire.KERNEL_V4);
  }

  void kernelOpens(String address) throws Exception {
    theirs =
        namespace.call(
            () -> {
              SocketChannel channel = SocketChannel.open();
              channel.bind(new InetSocketAddress(address, KERNEL_PORT));
              channel.configureBlocking(false);
              channel.connect(Wire.ours(OURS.port()));
              return channel;
            });
    namespace.own(theirs);
  }

  ServerSocketChannel kernelListens() throws Exception {
    ServerSocketChannel server =
        namespace.call(() -> ServerSocketChannel.open().bind(new InetSocketAddress(KERNEL_PORT)));
    return namespace.own(server);
  }

  void kernelShutsDown() throws Exception {
    theirs.shutdownOutput();
  }

  void kernelCloses() throws Exception {
    theirs.close();
  }

  void kernelResets() throws Exception {
    theirs.setOption(StandardSocketOptions.SO_LINGER, 0);
    theirs.close();
  }

  /// From now on what is sent arrives, in both directions.
  void join() {
    host.cutFromUs = false;
    host.cutToUs = false;
  }

  void cutFromUs() {
    host.cutFromUs = true;
  }

  void cutToUs() {
    host.cutToUs = true;
  }

  /// Waits until our end and the kernel's are in these states, and ours stays there meanwhile.
  ///
  /// @param kernels spelt as `ss` does; `CLOSED` when the kernel has none left
  void await(State our, String kernels) throws Exception {
    Await.until("us to be in " + our, this::state, our::equals);
    kernel.awaitState(KERNEL_PORT, kernels);
    if (state() != our) {
      throw new AssertionError("we did not stay in " + our + ": " + host.path.edges());
    }
  }

  private State state() {
    return listens && host.path.edges().isEmpty() ? State.LISTEN : host.path.last();
  }

  // --- our states, each with a state of the kernel's, from the beginning on

  void synSent() throws Exception {
    cutFromUs();
    weOpen();
    await(State.SYN_SENT, "CLOSED");
  }

  void synSentAndAnswered() throws Exception {
    kernelListens();
    cutToUs();
    weOpen();
    await(State.SYN_SENT, "SYN-RECV");
  }

  void synSentByBoth() throws Exception {
    cutFromUs();
    cutToUs();
    weOpen();
    kernelOpens();
    await(State.SYN_SENT, "SYN-SENT");
  }

  void listening() throws Exception {
    weListen();
    await(State.LISTEN, "CLOSED");
  }

  void synReceivedByListening() throws Exception {
    listening();
    cutFromUs();
    kernelOpens();
    await(State.SYN_RECEIVED, "SYN-SENT");
  }

  void synReceivedByOpening() throws Exception {
    synSentByBoth();
    host.cutToUs = false;
    await(State.SYN_RECEIVED, "SYN-SENT");
  }

  void established() throws Exception {
    ServerSocketChannel server = kernelListens();
    weOpen();
    await(State.ESTABLISHED, "ESTAB");
    theirs = namespace.own(server.accept());
    server.close();
  }

  void ourFinIsLost() throws Exception {
    established();
    cutFromUs();
    weShutDown();
    await(State.FIN_WAIT_1, "ESTAB");
  }

  void theAckOfOurFinIsLost() throws Exception {
    established();
    cutToUs();
    weShutDown();
    await(State.FIN_WAIT_1, "CLOSE-WAIT");
  }

  void bothFinsAreLost() throws Exception {
    established();
    cutFromUs();
    cutToUs();
    kernelShutsDown();
    weShutDown();
    await(State.FIN_WAIT_1, "FIN-WAIT-1");
  }

  void finWait2() throws Exception {
    established();
    weShutDown();
    await(State.FIN_WAIT_2, "CLOSE-WAIT");
  }

  void closeWait() throws Exception {
    established();
    kernelShutsDown();
    await(State.CLOSE_WAIT, "FIN-WAIT-2");
  }

  void closing() throws Exception {
    bothFinsAreLost();
    host.cutToUs = false;
    await(State.CLOSING, "FIN-WAIT-1");
  }

  void ourSecondFinIsLost() throws Exception {
    closeWait();
    cutFromUs();
    weShutDown();
    await(State.LAST_ACK, "FIN-WAIT-2");
  }

  void theLastAckIsLost() throws Exception {
    closeWait();
    cutToUs();
    weShutDown();
    await(State.LAST_ACK, "TIME-WAIT");
  }

  void timeWait() throws Exception {
    finWait2();
    kernelCloses();
    await(State.TIME_WAIT, "CLOSED");
  }

  /// With somebody who listens where we are in TIME-WAIT.
  void timeWaitAndListening() throws Exception {
    timeWait();
    weListen();
  }

  /// An OPEN on our two sockets again, tried until TIME-WAIT allows it.
  void weOpenAgain() throws Exception {
    Await.until(
        "an OPEN on two sockets in TIME-WAIT",
        () -> {
          try {
            weOpen();
            return true;
          } catch (BindException e) {
            return false;
          }
        },
        opened -> opened);
  }

  @Override
  public void close() throws IOException {
    namespace.close();
  }
}
