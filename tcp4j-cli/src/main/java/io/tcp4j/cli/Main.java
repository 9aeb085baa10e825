package io.tcp4j.cli;

import io.tcp4j.cli.demo.DemoCommand;
import io.tcp4j.cli.demo.StateCommand;
import io.tcp4j.cli.explain.ExplainCommand;
import io.tcp4j.cli.gateway.GatewayCommand;
import io.tcp4j.cli.packetdrill.PacketdrillCommand;
import io.tcp4j.cli.serve.ConnectCommand;
import io.tcp4j.cli.serve.ServeCommand;
import io.tcp4j.cli.simulate.SimulateCommand;
import io.tcp4j.cli.terminal.Terminal;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The `tcp4j` command: the list of its subcommands and how it starts and ends.
///
/// Exit status: 0 all went well, 1 something went wrong while running, 2 the command was called
/// wrongly (one line on standard error says how). A subcommand may define more in its own help.
@Command(
    name = "tcp4j",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    subcommands = {
      DemoCommand.class,
      ExplainCommand.class,
      StateCommand.class,
      ServeCommand.class,
      ConnectCommand.class,
      GatewayCommand.class,
      PacketdrillCommand.class,
      SimulateCommand.class,
      HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    description = "TCP/IP in user space: a full stack in Java, without the kernel's.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all went well",
      "1:something went wrong while running",
      "2:wrong arguments: one line on standard error says what is wrong"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tcp4j demo                 see a connection opened, used and closed; needs no root",
      "  tcp4j demo --list          what else there is to see",
      "  tcp4j explain TIME-WAIT    what a word of TCP means",
      "  tcp4j state close          the state diagram, with the ways of client and server",
      "  tcp4j packetdrill FILE     hold the stack against a packetdrill script",
      "  tcp4j simulate             a thousand conversations over networks that go wrong",
      "  tcp4j help serve           how to let the kernel's programs talk to tcp4j"
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  private Main() {}

  /// Runs the command and ends the process with its exit status.
  public static void main(String[] args) {
    System.exit(
        commandLine(
                new PrintWriter(System.out, true, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset()),
                Terminal.ofProcess())
            .execute(args));
  }

  /// The whole command, writing to `out` and `err`, where `out` goes to `terminal`: what [#main]
  /// runs, and what tests run without a process of their own.
  public static CommandLine commandLine(PrintWriter out, PrintWriter err, Terminal terminal) {
    OneLineErrors errors = new OneLineErrors();
    return new CommandLine(new Main(), new Commands(terminal))
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  /// Called without a subcommand: that is a wrong call.
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }

  /// Makes the commands, and gives the terminal to those that draw on it.
  private record Commands(Terminal terminal) implements IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      if (type == DemoCommand.class) {
        return type.cast(new DemoCommand(terminal));
      }
      if (type == ExplainCommand.class) {
        return type.cast(new ExplainCommand(terminal));
      }
      if (type == StateCommand.class) {
        return type.cast(new StateCommand(terminal));
      }
      if (type == PacketdrillCommand.class) {
        return type.cast(new PacketdrillCommand(terminal));
      }
      if (type == SimulateCommand.class) {
        return type.cast(new SimulateCommand(terminal));
      }
      return CommandLine.defaultFactory().create(type);
    }
  }
}
