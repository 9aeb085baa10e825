package io.tcp4j.cli.simulate;

import io.tcp4j.cli.option.OutputFile;
import io.tcp4j.cli.terminal.Terminal;
import io.tcp4j.testkit.campaign.Campaign;
import io.tcp4j.testkit.campaign.Profile;
import io.tcp4j.testkit.campaign.SeedResult;
import io.tcp4j.testkit.network.SimulatedNetwork;
import io.tcp4j.testkit.network.TracedPacket;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `tcp4j simulate`: plays conversations over networks that go wrong, one for each seed, and says
/// which seeds failed.
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Plays conversations between two hosts over a network that goes wrong, in virtual time, and "
          + "holds them against what must always be: what is read is what was written, every "
          + "connection comes to an end, nothing is left of it, and where nothing was done that may "
          + "cost data, all of it arrives.",
      "",
      "Each seed is one run and always the same one. Prints the seeds that fail."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:no seed failed",
      "1:a seed failed",
      "2:wrong arguments: one line on standard error says what is wrong"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcp4j simulate                                  a thousand seeds of everything",
      "  tcp4j simulate --seeds 1..100000 --profile crash",
      "  tcp4j simulate --seeds 42 --packets             this one, packet by packet",
      "  tcp4j simulate --seeds 42 --pcap 42.pcapng      and for Wireshark"
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final int MOST_THREADS = 1000;

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Option(
      names = "--seeds",
      paramLabel = "A..B",
      defaultValue = "1..1000",
      converter = Seeds.Converter.class,
      description = "Which seeds, or a single one (default: ${DEFAULT-VALUE}).")
  private Seeds seeds = new Seeds(1, 1000);

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      defaultValue = "mixed",
      converter = ProfileConverter.class,
      description =
          "What goes wrong: lossy, reordering, tiny-windows, crash, or mixed for all of it"
              + " (default: ${DEFAULT-VALUE}).")
  private Profile profile = Profile.MIXED;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many seeds are played at a time (default: as many as there are cores).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--packets", description = "Of a single seed, print every packet.")
  private boolean packets;

  @Option(
      names = "--pcap",
      paramLabel = "FILE",
      description = "Of a single seed, write every packet for Wireshark.")
  private @Nullable Path pcap;

  /// The command, for output to `terminal`.
  public SimulateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (threads < 1 || threads > MOST_THREADS) {
      throw wrong("--threads " + threads + " is not in 1.." + MOST_THREADS);
    }
    if (seeds.count() > 1 && (packets || pcap != null)) {
      throw wrong("--packets and --pcap are for a single seed, not for " + seeds);
    }
    return seeds.count() == 1 ? one() : many();
  }

  private int one() {
    PrintWriter out = spec.commandLine().getOut();
    SeedResult result;
    try {
      result = Campaign.play(seeds.first(), profile, this::show);
    } catch (UncheckedIOException e) {
      throw OutputFile.notWritten(spec.commandLine(), pcap, Objects.requireNonNull(e.getCause()));
    }
    out.println(
        "seed %d: %d connections, digest %s"
            .formatted(result.seed(), result.connections(), result.digest()));
    out.println(result.failure() == null ? "ok" : "FAIL " + result.failure());
    return result.failure() == null ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void show(SimulatedNetwork network) {
    if (packets) {
      PrintWriter out = spec.commandLine().getOut();
      for (TracedPacket packet : network.trace().packets()) {
        out.println(packet);
      }
    }
    if (pcap != null) {
      try {
        network.trace().writePcapng(Files.newOutputStream(pcap));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private int many() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    var bar =
        new ProgressBar(
            err, terminal.interactive().getAsBoolean(), InstantSource.system(), seeds.count());
    var tally = new Tally();
    new Campaign(profile, threads)
        .run(
            seeds.first(),
            seeds.last(),
            result -> {
              tally.add(result);
              if (result.failure() != null) {
                bar.clear();
                out.println("FAIL seed " + result.seed() + ": " + result.failure());
                out.flush();
              }
              bar.at(tally.played, tally.failed == 0 ? "" : tally.failed + " failed");
            });
    bar.clear();
    out.println(tally.line(name(profile), bar.elapsed()));
    if (tally.failed > 0) {
      out.println(
          "Again: tcp4j simulate --profile %s --seeds %d --packets"
              .formatted(name(profile), tally.firstFailed));
    }
    out.flush();
    return tally.failed == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static String name(Profile profile) {
    return profile.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Takes what is played together.
  private static final class Tally {
    private long played;
    private long connections;
    private long failed;
    private long firstFailed;

    void add(SeedResult result) {
      played++;
      connections += result.connections();
      if (result.failure() != null) {
        firstFailed = failed++ == 0 ? result.seed() : Math.min(firstFailed, result.seed());
      }
    }

    String line(String profile, Duration took) {
      double seconds = Math.max(1, took.toMillis()) / 1e3;
      return "%,d seeds (%s), %,d connections, %,d failed, in %.1f s: %,.0f connections/s"
          .formatted(played, profile, connections, failed, seconds, connections / seconds);
    }
  }

  /// Profiles by the names that people type.
  private static final class ProfileConverter implements ITypeConverter<Profile> {
    @Override
    public Profile convert(String text) {
      for (Profile profile : Profile.values()) {
        if (name(profile).equalsIgnoreCase(text)) {
          return profile;
        }
      }
      throw new TypeConversionException(
          "'" + text + "' is none of lossy, reordering, tiny-windows, crash, mixed");
    }
  }
}
