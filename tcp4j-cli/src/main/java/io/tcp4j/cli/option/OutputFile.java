package io.tcp4j.cli.option;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// A file that the user has asked for by an option.
public final class OutputFile {
  private OutputFile() {}

  /// Writes a whole file.
  ///
  /// @throws ParameterException where it cannot be written
  public static void write(CommandLine command, Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw notWritten(command, file, e);
    }
  }

  /// The complaint about a file that cannot be written.
  public static ParameterException notWritten(
      CommandLine command, @Nullable Path file, IOException e) {
    String why =
        switch (e) {
          case NoSuchFileException _ -> "there is no such folder";
          case AccessDeniedException _ -> "permission denied";
          default -> e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        };
    return new ParameterException(command, "cannot write " + file + ": " + why);
  }
}
