package io.tcp4j.cli.explain;

import io.tcp4j.cli.demo.scenario.Scenarios;
import io.tcp4j.cli.option.AsciiOption;
import io.tcp4j.cli.terminal.Terminal;
import io.tcp4j.cli.text.Page;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tcp4j explain`: says in plain words what something in TCP means.
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Says in plain words what a state, a flag, an option or a section of an RFC means,",
      "who can be in it, what leads there and away, and which scenario shows it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcp4j explain                    what there is to explain",
      "  tcp4j explain TIME-WAIT          a state; fin_wait_1 and finwait1 will do, too",
      "  tcp4j explain urg                a flag",
      "  tcp4j explain window scale       an option",
      "  tcp4j explain 3.10.7.4           a section of RFC 9293",
      "  tcp4j explain RFC 5961 4         a section of another RFC"
    })
public final class ExplainCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "STATE|FLAG|OPTION|RFC-SECTION",
      arity = "0..*",
      description = "What to explain; without it, a table of contents.")
  private List<String> words = List.of();

  @Mixin private AsciiOption ascii;

  /// The command, for output to `terminal`.
  public ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Page page = new Page(ascii.style(terminal));
    if (words.isEmpty()) {
      Contents.tell(page);
    } else {
      tell(String.join(" ", words), page);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(page);
    out.flush();
    return ExitCode.OK;
  }

  private void tell(String text, Page page) {
    Topic topic = Topics.of(text).orElseThrow(() -> unknown(text));
    Optional<Place> asked = topic instanceof SectionTopic ? Place.of(text) : Optional.empty();
    asked
        .filter(place -> !place.toString().equals(topic.name()))
        .ifPresent(
            place -> page.note("On " + place + " alone there is nothing here; it is part of:"));
    topic.tell(page);
  }

  private ParameterException unknown(String text) {
    return new ParameterException(
        spec.commandLine(),
        Place.of(text).isPresent()
            ? "nothing on '%s'; there is something on the RFCs %s".formatted(text, Contents.rfcs())
            : Scenarios.named(text)
                .map(scenario -> "'%s' is a scenario: tcp4j demo %1$s".formatted(text))
                .or(
                    () ->
                        Topics.near(text)
                            .map(near -> "no topic '%s'; did you mean %s?".formatted(text, near)))
                .orElse(
                    "no topic '%s'; without a topic, 'tcp4j explain' names them".formatted(text)));
  }
}
