package io.tcp4j.cli.serve;

import io.tcp4j.cli.host.Lifetime;
import io.tcp4j.cli.host.LinkOptions;
import io.tcp4j.cli.host.Log;
import io.tcp4j.cli.host.LogOptions;
import io.tcp4j.cli.host.TunHost;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tcp4j serve`: services on our stack, at the other end of a TUN device.
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Offers services on a TUN device (Linux): the kernel's programs can connect to them.",
      "",
      "Prints READY when it can be connected to, and runs until SIGTERM or SIGINT. Then it closes "
          + "its connections, and removes the device if it has made it."
    },
    footer = {
      "",
      "For example, as root:",
      "  tcp4j serve --tun tcp4j0 --address 10.9.0.2/24 --kernel-address 10.9.0.1/24 \\",
      "      http:80=docs echo:7 &",
      "  curl http://10.9.0.2/"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "1:the device or a file could not be used, or the device went away",
      "2:wrong arguments",
      "130, 143:ended in good order by SIGINT, SIGTERM"
    })
public final class ServeCommand implements Callable<Integer> {
  /// How long connections may take to end, and then the rest, when asked to stop.
  private static final Duration GRACE = Duration.ofSeconds(2);

  @Spec private CommandSpec spec;
  @Mixin private LinkOptions link;
  @Mixin private LogOptions logging;

  @Parameters(
      arity = "1..*",
      paramLabel = "SERVICE",
      converter = Service.Converter.class,
      description = {
        "What to offer, and on which port:",
        "  echo:7       sends back what it gets",
        "  discard:9    throws away what it gets",
        "  daytime:13   says the time",
        "  chargen:19   sends characters without end",
        "  http:80=DIR  serves the files in DIR"
      })
  private List<Service> services;

  /// For picocli.
  public ServeCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    checkPorts();
    Log log = logging.log(spec.commandLine().getErr());
    try (Lifetime life = new Lifetime(spec.commandLine().getErr(), GRACE.multipliedBy(2));
        TunHost host = TunHost.open(link, logging.events(log), life::deviceIsGone)) {
      Server server = new Server(host.stack(), InstantSource.system(), log);
      for (Service service : services) {
        server.offer(service);
      }
      log.info(link.summary() + ": " + Service.list(services));
      if (link.lacksKernelAddress()) {
        log.info("the kernel has no address on the device yet, see --kernel-address");
      }
      spec.commandLine().getOut().println("READY");
      spec.commandLine().getOut().flush();
      life.await();
      server.close(GRACE);
      host.tellCounts(log);
    }
    return 0;
  }

  private void checkPorts() {
    Set<Integer> ports = new HashSet<>();
    for (Service service : services) {
      if (!ports.add(service.port())) {
        throw new ParameterException(
            spec.commandLine(), "port " + service.port() + " is given to two services");
      }
    }
  }
}
