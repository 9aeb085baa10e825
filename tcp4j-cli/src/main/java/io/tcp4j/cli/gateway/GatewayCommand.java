package io.tcp4j.cli.gateway;

import io.tcp4j.cli.host.Lifetime;
import io.tcp4j.cli.host.LinkOptions;
import io.tcp4j.cli.host.Log;
import io.tcp4j.cli.host.LogOptions;
import io.tcp4j.cli.host.TunHost;
import io.tcp4j.cli.option.Prefix;
import io.tcp4j.cli.option.Seconds;
import io.tcp4j.wire.IpPrefix;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tcp4j gateway`: what arrives on a TUN device is carried on by the kernel's sockets.
@Command(
    name = "gateway",
    mixinStandardHelpOptions = true,
    description = {
      "Carries TCP connections that arrive on a TUN device (Linux) on to their destinations, by "
          + "sockets of this machine: for whoever's default route leads into the device, it is the "
          + "way to everywhere.",
      "",
      "The destination is asked first, and the client is told what it has said: accepted, refused, "
          + "unreachable or nothing. A reset of one side resets the other, each direction ends by "
          + "itself, and a slow reader slows the sender down. Only TCP is carried, so names must be "
          + "resolved elsewhere; pings are answered by the gateway itself.",
      "",
      "Prints READY when it can be used, and runs until SIGTERM or SIGINT. Then it resets what it "
          + "carries, says what it has done, and removes the device if it has made it."
    },
    footer = {
      "",
      "For example, as root, the way out of a network namespace:",
      "  ip netns add client",
      "  tcp4j gateway --tun gw0 --address 10.9.0.1/24 &",
      "  ip link set gw0 netns client",
      "  ip -n client address add 10.9.0.2/24 dev gw0",
      "  ip -n client link set gw0 up",
      "  ip -n client route add default via 10.9.0.1",
      "  ip netns exec client curl http://192.0.2.1/"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "1:the device or a file could not be used, or the device went away",
      "2:wrong arguments",
      "130, 143:ended in good order by SIGINT, SIGTERM"
    })
public final class GatewayCommand implements Callable<Integer> {
  /// How long the end may take when asked to stop.
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private static final int MOST_FLOWS = 1_000_000;

  @Spec private CommandSpec spec;
  @Mixin private LinkOptions link;
  @Mixin private LogOptions logging;

  @Option(
      names = "--to",
      paramLabel = "CIDR",
      converter = Prefix.class,
      defaultValue = "0.0.0.0/0,::/0",
      split = ",",
      description =
          "Carry connections to these destinations only; may be repeated (default: everywhere).")
  private List<IpPrefix> destinations;

  @Option(
      names = "--rewrite",
      paramLabel = "FROM=TO",
      converter = Rewrite.Converter.class,
      description = {
        "Carry connections to FROM, an address or CIDR, on to the address TO, the port as it is: "
            + "10.9.0.9=127.0.0.1 opens this machine's own services. May be repeated; the first "
            + "that fits counts."
      })
  private List<Rewrite> rewrites = List.of();

  @Option(
      names = "--connect-timeout",
      paramLabel = "SECONDS",
      converter = Seconds.class,
      defaultValue = "30",
      description =
          "How long a destination may take to answer (default: ${DEFAULT-VALUE}). The client then"
              + " hears nothing, and asks again or gives up.")
  private Duration connectTimeout;

  @Option(
      names = "--max-flows",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "Carry this many connections at a time (default: ${DEFAULT-VALUE}); more have to try again"
              + " later.")
  private int maxFlows;

  /// For picocli.
  public GatewayCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (maxFlows < 1 || maxFlows > MOST_FLOWS) {
      throw new ParameterException(
          spec.commandLine(), "--max-flows " + maxFlows + " is not in 1.." + MOST_FLOWS);
    }
    Log log = logging.log(spec.commandLine().getErr());
    Gateway.Settings settings =
        new Gateway.Settings(rewrites, link.addresses(), maxFlows, connectTimeout);
    try (Lifetime life = new Lifetime(spec.commandLine().getErr(), PATIENCE);
        TunHost host = TunHost.open(link, logging.events(log), life::deviceIsGone)) {
      run(host, settings, life, log);
    }
    return 0;
  }

  private void run(TunHost host, Gateway.Settings settings, Lifetime life, Log log)
      throws IOException, InterruptedException {
    Gateway gateway = new Gateway(settings, log);
    try (gateway) {
      for (IpPrefix prefix : destinations) {
        host.addLocal(prefix);
        gateway.carry(host.stack(), prefix);
      }
      log.info(link.summary() + ": gateway to " + list(destinations) + rewritten());
      spec.commandLine().getOut().println("READY");
      spec.commandLine().getOut().flush();
      life.await();
    } finally {
      log.info(gateway.tally().toString());
      host.tellCounts(log);
    }
  }

  private String rewritten() {
    return rewrites.isEmpty() ? "" : ", with " + list(rewrites);
  }

  private static String list(List<?> things) {
    return things.stream().map(Object::toString).collect(Collectors.joining(" "));
  }
}
