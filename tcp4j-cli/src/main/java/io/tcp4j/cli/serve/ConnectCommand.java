package io.tcp4j.cli.serve;

import io.tcp4j.cli.host.LinkOptions;
import io.tcp4j.cli.host.Log;
import io.tcp4j.cli.host.LogOptions;
import io.tcp4j.cli.host.TunHost;
import io.tcp4j.cli.option.IpOptions;
import io.tcp4j.cli.option.Peer;
import io.tcp4j.cli.option.Seconds;
import io.tcp4j.stack.TcpHandler;
import io.tcp4j.stack.TcpSocket;
import io.tcp4j.tcp.model.EcnMode;
import io.tcp4j.tcp.model.Ending;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.wire.Endpoint;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tcp4j connect`: standard input and output over one connection of our stack.
@Command(
    name = "connect",
    mixinStandardHelpOptions = true,
    description = {
      "Opens a connection through a TUN device (Linux), sends standard input over it and writes "
          + "what comes back to standard output.",
      "",
      "The end of the input ends our half of the connection only; what the other side still has to "
          + "say is waited for. It may end its half first, too."
    },
    footer = {
      "",
      "For example, as root:",
      "  echo hello | tcp4j connect --tun tcp4j0 --address 10.9.0.2/24 \\",
      "      --kernel-address 10.9.0.1/24 10.9.0.1:7"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:both sides have ended the connection by FIN",
      "1:the device, a file, or standard input or output could not be used",
      "2:wrong arguments",
      "3:the connection was reset (RST)",
      "4:the other side did not answer in time",
      "5:the other side refused the connection",
      "6:the other side cannot be reached"
    })
public final class ConnectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private LinkOptions link;
  @Mixin private LogOptions logging;
  @Mixin private IpOptions ip;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      converter = Seconds.class,
      defaultValue = "30",
      description = "How long the other side may take to accept (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  @Option(
      names = "--ecn",
      description = "Ask the other side to use ECN: congested routers then mark packets.")
  private boolean ecn;

  @Parameters(
      paramLabel = "HOST:PORT",
      converter = Peer.class,
      description = "Whom to connect to: an address, no name; IPv6 as [fd00::1]:80.")
  private Endpoint peer;

  /// For picocli.
  public ConnectCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    TcpConfig config =
        ip.on(TcpConfig.builder())
            .openTimeout(timeout)
            .ecn(ecn ? EcnMode.ACTIVE : EcnMode.PASSIVE)
            .build();
    Log log = logging.log(spec.commandLine().getErr());
    try (TunHost host = TunHost.open(link, logging.events(log), log::error)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> abandon(host, log), "tcp4j-stop"));
      return exitCode(converse(host, config, log), log);
    }
  }

  /// A signal ends the connection by RST, and takes away what was made.
  private static void abandon(TunHost host, Log log) {
    try {
      host.close();
    } catch (IOException e) {
      log.error(e);
    }
  }

  private Ending converse(TunHost host, TcpConfig config, Log log)
      throws IOException, InterruptedException {
    Opening opening = new Opening();
    TcpSocket socket;
    try {
      socket = host.stack().open(peer, null, config, opening);
    } catch (NoRouteToHostException e) {
      return Ending.UNREACHABLE;
    }
    opening.over.await();
    if (socket.ending() == null) {
      log.detail("connected " + socket.local() + " to " + socket.remote());
      new Relay(socket)
          .run(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
      socket.close();
    }
    return socket.awaitEnd();
  }

  /// Waits until the connection is established, or has failed: the socket says how.
  private static final class Opening implements TcpHandler {
    private final CountDownLatch over = new CountDownLatch(1);

    @Override
    public void onConnected(TcpSocket socket) {
      over.countDown();
    }

    @Override
    public void onEnded(TcpSocket socket, Ending ending) {
      over.countDown();
    }
  }

  private int exitCode(Ending ending, Log log) {
    String line = "the connection to " + peer + " ended: " + ending;
    if (ending.failure()) {
      log.error(line);
    } else {
      log.detail(line);
    }
    return switch (ending) {
      case FIN -> 0;
      case RESET -> 3;
      case TIMED_OUT -> 4;
      case REFUSED -> 5;
      case UNREACHABLE -> 6;
      case ABORTED, DATA_LOST, CLOSED_EARLY -> 1;
    };
  }
}
