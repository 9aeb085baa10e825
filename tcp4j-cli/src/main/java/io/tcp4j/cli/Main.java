package io.tcp4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/// The `tcp4j` command.
@Command(
    name = "tcp4j",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "A TCP/IP stack in user space.")
public final class Main implements Runnable {
  private Main() {}

  /// Runs the command and ends the process with its exit status.
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  /// Prints the version.
  @Override
  public void run() {
    new CommandLine(this).printVersionHelp(System.out);
  }

  /// Reads the version that the build wrote next to this class.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      Properties properties = new Properties();
      try (InputStream in = Main.class.getResourceAsStream("version.properties")) {
        if (in == null) {
          throw new IllegalStateException("version.properties is missing");
        }
        properties.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new String[] {"tcp4j " + properties.getProperty("version")};
    }
  }
}
