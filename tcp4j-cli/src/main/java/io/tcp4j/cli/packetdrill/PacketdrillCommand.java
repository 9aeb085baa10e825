package io.tcp4j.cli.packetdrill;

import io.tcp4j.cli.option.AsciiOption;
import io.tcp4j.cli.terminal.Terminal;
import io.tcp4j.testkit.drawing.Paint;
import io.tcp4j.testkit.drawing.TextStyle;
import io.tcp4j.testkit.ladder.TextLadder;
import io.tcp4j.testkit.packetdrill.run.RunListener;
import io.tcp4j.testkit.packetdrill.run.RunOptions;
import io.tcp4j.testkit.packetdrill.run.RunOptions.Family;
import io.tcp4j.testkit.packetdrill.run.ScriptFile;
import io.tcp4j.testkit.packetdrill.run.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tcp4j packetdrill`: runs packetdrill scripts against the stack, in this process and in virtual
/// time.
@Command(
    name = "packetdrill",
    mixinStandardHelpOptions = true,
    description = {
      "Runs packetdrill scripts against the stack: the script plays the application and the peer,",
      "and says what the stack must send and when. All in this process, in virtual time, without",
      "root; the same script always gives the same run.",
      "",
      "A line for each script: ok, skip with what the script needs that is not here, or FAIL with",
      "file, line, what was expected and what came."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:no script failed; skipped ones do not count",
      "1:a script failed, or cannot be read",
      "2:wrong arguments: one line on standard error says what is wrong"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcp4j packetdrill syn.pkt                       this script",
      "  tcp4j packetdrill --quiet scripts               all below a folder, failures only",
      "  tcp4j packetdrill --ladder syn.pkt              and a drawing of what happened, if it fails",
      "  tcp4j packetdrill --ip-version all scripts      over IPv4, IPv6, and IPv4 by IPv6 sockets",
      "  tcp4j packetdrill -D COOKIE=1234abcd fo.pkt     with a word put in the place of another"
    })
public final class PacketdrillCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE|DIR",
      arity = "1..*",
      description = "Scripts; of a folder, all files below it that end in .pkt.")
  private List<Path> paths = List.of();

  @Option(
      names = "--ladder",
      description = "For a script that fails, draw what happened up to there.")
  private boolean ladder;

  @Option(
      names = "--strict-time",
      description =
          "Everything must happen at the very moment that the script says, without the tolerance of"
              + " the original (4 ms, or an eighth of the time since the event before).")
  private boolean strictTime;

  @Option(
      names = "--ip-version",
      paramLabel = "VERSION",
      defaultValue = "ipv4",
      converter = FamilyChoice.Converter.class,
      description =
          "What scripts run over that do not say it themselves: ipv4, ipv6, ipv4-mapped-ipv6, or"
              + " all, one after the other (default: ${DEFAULT-VALUE}).")
  private FamilyChoice version = new FamilyChoice(List.of(Family.IPV4));

  @Option(
      names = "-D",
      paramLabel = "NAME=TEXT",
      mapFallbackValue = "",
      description =
          "Put TEXT wherever a script says NAME, and take its #ifdef NAME. STANDARD is always"
              + " defined.")
  private Map<String, String> definitions = Map.of();

  @Option(
      names = {"-q", "--quiet"},
      description = "No line for a script that passed or was skipped.")
  private boolean quiet;

  @Mixin private AsciiOption ascii;

  /// The command, for output to `terminal`.
  public PacketdrillCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    TextStyle style = ascii.style(terminal);
    Map<String, String> words = new HashMap<>(RunOptions.DEFAULT.definitions());
    words.putAll(definitions);
    Tally tally = new Tally();
    for (ScriptFile script : scripts()) {
      List<Family> families = script.family(words).map(List::of).orElse(version.families());
      for (Family family : families) {
        ScriptLadder drawn = new ScriptLadder();
        Verdict verdict =
            script.run(
                new RunOptions(family, strictTime, words), ladder ? drawn : RunListener.NONE);
        tally.count(verdict);
        tell(out, style, verdict, families.size() > 1 ? Optional.of(family) : Optional.empty());
        if (ladder && verdict.outcome() == Verdict.Outcome.FAILED) {
          out.println();
          out.println(TextLadder.draw(drawn.ladder(verdict), style));
        }
      }
    }
    out.println(tally);
    out.flush();
    return tally.failed() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private List<ScriptFile> scripts() throws IOException {
    List<ScriptFile> scripts = new ArrayList<>();
    for (Path path : paths) {
      try {
        List<ScriptFile> found = ScriptFile.in(path);
        if (found.isEmpty()) {
          throw wrong("no scripts (*.pkt) below " + path);
        }
        scripts.addAll(found);
      } catch (NoSuchFileException _) {
        throw wrong("there is no " + path);
      }
    }
    return scripts;
  }

  /// @param family what it ran over, where that needs telling
  private void tell(PrintWriter out, TextStyle style, Verdict verdict, Optional<Family> family) {
    String over = family.map(f -> " over " + f).orElse("");
    switch (verdict.outcome()) {
      case PASSED -> {
        if (!quiet) {
          out.println("ok   " + verdict + over);
        }
      }
      case SKIPPED -> {
        if (!quiet) {
          out.println("skip " + verdict + over);
        }
      }
      case FAILED, UNREADABLE -> {
        String head = over.isEmpty() ? "FAIL " : "FAIL" + over + ": ";
        out.println(style.paint(Paint.RESET, head.stripTrailing()) + " " + verdict);
      }
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
