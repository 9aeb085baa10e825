package io.tcp4j.cli.demo;

import io.tcp4j.cli.demo.scenario.Scenario;
import io.tcp4j.cli.demo.scenario.Scenarios;
import io.tcp4j.cli.option.AsciiOption;
import io.tcp4j.cli.option.OutputFile;
import io.tcp4j.cli.option.Probability;
import io.tcp4j.cli.terminal.Terminal;
import io.tcp4j.link.capture.PcapngWriter;
import io.tcp4j.testkit.drawing.TextStyle;
import io.tcp4j.testkit.ladder.Ladder;
import io.tcp4j.testkit.ladder.SegmentFilter;
import io.tcp4j.testkit.ladder.SvgLadder;
import io.tcp4j.testkit.ladder.TextLadder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tcp4j demo`: plays scenarios between two hosts in this process, in virtual time, and draws what
/// happened.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Shows TCP at work: two hosts in this process, in virtual time, drawn as a ladder.",
      "Every line is a real packet, made, sent and understood by tcp4j. Needs no network and no root."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcp4j demo                            a tour: opening, sending, closing",
      "  tcp4j demo refused reset-unread       these two",
      "  tcp4j demo transfer --loss 0.2        and one packet in five is lost",
      "  tcp4j demo close --filter FIN,RST     only segments with FIN or RST",
      "  tcp4j demo close --svg close.svg      as a picture, too",
      "  tcp4j demo --all --pcap demo.pcapng   all of them, and a capture for Wireshark"
    })
public final class DemoCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "0..*",
      description = "What to show; without one, a tour of the first three. --list names them.")
  private List<String> names = List.of();

  @Option(names = "--list", description = "List the scenarios and what each shows.")
  private boolean list;

  @Option(names = "--all", description = "Show all scenarios.")
  private boolean all;

  @Option(
      names = "--loss",
      paramLabel = "P",
      defaultValue = "0",
      converter = Probability.class,
      description = "Lose each packet with this probability, from 0 to 1 (default: 0).")
  private double loss;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "What chance is made of: the same number gives the same run (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--pcap",
      paramLabel = "FILE",
      description = "Write every packet to a capture file (pcapng) that Wireshark can open.")
  private @Nullable Path pcap;

  @Option(names = "--svg", paramLabel = "FILE", description = "Draw the ladder as a picture, too.")
  private @Nullable Path svg;

  @Option(
      names = "--filter",
      paramLabel = "WORD[,WORD...]",
      converter = FilterWords.Converter.class,
      description = {
        "Show only the segments that a word fits: a flag (SYN, ACK, FIN, RST, PSH, URG, ECE, CWR), an"
            + " end (client, server) or a kind (data, pure-ack, retransmission, lost). Of several"
            + " --filter each must fit. Calls, timers and states are shown all the same, and a"
            + " capture holds everything."
      })
  private List<FilterWords> filters = List.of();

  @Mixin private AsciiOption ascii;

  /// The command, for output to `terminal`.
  public DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    TextStyle style = ascii.style(terminal);
    if (list) {
      list(out, style);
    } else {
      play(chosen(), out, style);
    }
    out.flush();
    return ExitCode.OK;
  }

  private static void list(PrintWriter out, TextStyle style) {
    int width = Scenarios.ALL.stream().mapToInt(s -> s.name().length()).max().orElse(0) + 2;
    for (Scenario scenario : Scenarios.ALL) {
      String name = scenario.name() + " ".repeat(width - scenario.name().length());
      out.println(name + style.spell(scenario.summary()));
    }
  }

  private List<Scenario> chosen() {
    if (all) {
      if (!names.isEmpty()) {
        throw wrong("--all shows every scenario: leave out " + String.join(", ", names));
      }
      return Scenarios.ALL;
    }
    if (names.isEmpty()) {
      return Scenarios.TOUR;
    }
    return names.stream().map(name -> ScenarioName.find(spec.commandLine(), name)).toList();
  }

  private void play(List<Scenario> scenarios, PrintWriter out, TextStyle style) {
    SegmentFilter filter = new SegmentFilter(filters.stream().map(FilterWords::words).toList());
    List<Ladder> ladders = new ArrayList<>();
    PcapngWriter capture = capture();
    try (capture) {
      Player player = new Player(seed, loss, capture);
      for (Scenario scenario : scenarios) {
        if (!ladders.isEmpty()) {
          out.println();
        }
        Ladder ladder = filter.of(player.play(scenario));
        out.print(TextLadder.draw(ladder, style));
        ladders.add(ladder);
      }
    } catch (IOException e) {
      throw OutputFile.notWritten(spec.commandLine(), pcap, e);
    }
    if (svg != null) {
      OutputFile.write(spec.commandLine(), svg, SvgLadder.draw(ladders));
    }
  }

  private @Nullable PcapngWriter capture() {
    if (pcap == null) {
      return null;
    }
    try {
      OutputStream file = Files.newOutputStream(pcap);
      return new PcapngWriter(new BufferedOutputStream(file), "tcp4j demo", "");
    } catch (IOException e) {
      throw OutputFile.notWritten(spec.commandLine(), pcap, e);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
