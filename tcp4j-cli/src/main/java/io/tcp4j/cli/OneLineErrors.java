package io.tcp4j.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Turns what a user did wrong, and what the system refused, into one line on standard error.
///
/// Anything else is a bug of ours and keeps its stack trace.
final class OneLineErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {
  @Override
  public int handleParseException(ParameterException exception, String[] args) {
    CommandLine command = exception.getCommandLine();
    StringBuilder line = new StringBuilder(command.getCommandSpec().qualifiedName());
    line.append(": ").append(plain(exception.getMessage()));
    if (exception instanceof UnmatchedArgumentException unmatched) {
      List<String> near = unmatched.getSuggestions();
      if (!near.isEmpty()) {
        line.append("; did you mean ").append(String.join(" or ", near)).append('?');
      }
    }
    line.append(" (").append(command.getCommandSpec().qualifiedName()).append(" --help)");
    command.getErr().println(line);
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult parseResult) throws Exception {
    if (!(exception instanceof IOException)) {
      throw exception;
    }
    command
        .getErr()
        .println(command.getCommandSpec().qualifiedName() + ": " + plain(exception.getMessage()));
    return ExitCode.SOFTWARE;
  }

  /// The message on one line, in the tone of our own messages (no capital, no full stop).
  private static String plain(@Nullable String message) {
    String line = String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", " ");
    if (line.length() > 1 && Character.isLowerCase(line.charAt(1))) {
      line = line.substring(0, 1).toLowerCase(Locale.ROOT) + line.substring(1);
    }
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }
}
