package io.tcp4j.cli.option;

import io.tcp4j.tcp.model.TcpConfig;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// `--dscp` and `--ttl`: what stands in the IP header of what is sent.
public final class IpOptions {
  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--dscp",
      paramLabel = "N",
      description =
          "Differentiated Services codepoint of what is sent, 0 to 63 (default: 0). 46 asks for"
              + " expedited forwarding.")
  private int dscp;

  @Option(
      names = "--ttl",
      paramLabel = "HOPS",
      defaultValue = "64",
      description =
          "Time to live, or hop limit, of what is sent, 1 to 255 (default: ${DEFAULT-VALUE}).")
  private int ttl;

  /// Not given, until the command line says so.
  public IpOptions() {}

  /// Adds them to a configuration.
  ///
  /// @throws ParameterException if a value is out of range
  public TcpConfig.Builder on(TcpConfig.Builder config) {
    try {
      return config.dscp(dscp).hopLimit(ttl).build().toBuilder();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }
}
