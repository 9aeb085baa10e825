package io.tcp4j.cli.demo;

import io.tcp4j.cli.demo.diagram.Account;
import io.tcp4j.cli.demo.diagram.SvgDiagram;
import io.tcp4j.cli.demo.diagram.TextDiagram;
import io.tcp4j.cli.demo.scenario.Scenario;
import io.tcp4j.cli.option.AsciiOption;
import io.tcp4j.cli.option.OutputFile;
import io.tcp4j.cli.terminal.Terminal;
import io.tcp4j.cli.text.Page;
import io.tcp4j.testkit.drawing.TextStyle;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tcp4j state`: draws the state diagram, with the ways that the ends of a scenario took.
@Command(
    name = "state",
    mixinStandardHelpOptions = true,
    description = {
      "Draws the states of a TCP connection and what leads from one to another.",
      "With a scenario, the ways that its client and its server took are marked: c1, c2, … are the"
          + " client's steps, s1, s2, … the server's."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcp4j state                            the diagram",
      "  tcp4j state close                      with the ways of an ordinary close",
      "  tcp4j state close --svg state.svg      as a picture, too"
    })
public final class StateCommand implements Callable<Integer> {
  /// The seed of the demo, so that both tell of the same run.
  private static final long SEED = 1;

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "0..1",
      description = "Whose ways to mark; 'tcp4j demo --list' names the scenarios.")
  private @Nullable String name;

  @Option(names = "--svg", paramLabel = "FILE", description = "Draw it as a picture, too.")
  private @Nullable Path svg;

  @Mixin private AsciiOption ascii;

  /// The command, for output to `terminal`.
  public StateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Account account = name == null ? Account.plain() : account(name);
    TextStyle style = ascii.style(terminal);
    Page page = new Page(style).title(account.title(), account.opening());
    page.drawing(TextDiagram.draw(account.paths(), style));
    account.entries().forEach(entry -> page.entries(entry.name(), entry.items()));
    PrintWriter out = spec.commandLine().getOut();
    out.print(page);
    out.flush();
    if (svg != null) {
      OutputFile.write(spec.commandLine(), svg, SvgDiagram.draw(account));
    }
    return ExitCode.OK;
  }

  private Account account(String asked) throws IOException {
    Scenario scenario = ScenarioName.find(spec.commandLine(), asked);
    return Account.of(
        scenario.name(), scenario.summary(), new Player(SEED, 0, null).paths(scenario));
  }
}
