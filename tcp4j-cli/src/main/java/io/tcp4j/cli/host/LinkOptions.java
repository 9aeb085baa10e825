package io.tcp4j.cli.host;

import io.tcp4j.cli.option.HostAddress;
import io.tcp4j.cli.option.Probability;
import io.tcp4j.link.impair.Loss;
import io.tcp4j.link.impair.Mark;
import io.tcp4j.link.impair.Rule;
import io.tcp4j.link.tun.Offload;
import io.tcp4j.link.tun.TunConfig;
import io.tcp4j.link.tun.TunException;
import io.tcp4j.wire.IpPrefix;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options that say how our stack is wired to the kernel.
public final class LinkOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--tun",
      required = true,
      paramLabel = "NAME",
      description = "The TUN device. It is made if it is not there, and removed in the end then.")
  private String device;

  @Option(
      names = "--address",
      required = true,
      paramLabel = "CIDR",
      converter = HostAddress.class,
      description = "Our address on the device, as 10.0.0.2/24 or fd00::2/64; may be repeated.")
  private List<IpPrefix> addresses;

  @Option(
      names = "--kernel-address",
      paramLabel = "CIDR",
      converter = HostAddress.class,
      description = "The kernel's address on the device, to be set; may be repeated.")
  private List<IpPrefix> kernelAddresses = List.of();

  @Option(
      names = "--mtu",
      paramLabel = "BYTES",
      description = "The device's MTU, to be set; else it stays as it is.")
  private int mtu;

  @Option(
      names = "--no-offload",
      description = "Exchange single packets with complete checksums, as on a cable.")
  private boolean noOffload;

  @Option(
      names = "--pcap",
      paramLabel = "FILE",
      description = "Record every packet in FILE (pcapng), for Wireshark or tshark.")
  private @Nullable Path capture;

  @Option(
      names = "--loss",
      paramLabel = "P",
      converter = Probability.class,
      description = "Lose this share of the packets each way, 0 to 1: to see recovery at work.")
  private double loss;

  @Option(
      names = "--mark",
      paramLabel = "P",
      converter = Probability.class,
      description = {
        "Mark this share of the packets each way, 0 to 1, as a congested router does: those of "
            + "connections that use ECN."
      })
  private double mark;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Which packets are lost or marked is drawn from this number (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private long seed;

  /// For picocli.
  public LinkOptions() {}

  /// The device and our addresses, for people.
  public String summary() {
    return addresses.stream()
        .map(address -> address.address().toString())
        .collect(Collectors.joining(", ", device + ", ", ""));
  }

  /// Whether the kernel can only reach us once somebody has given it an address on the device.
  public boolean lacksKernelAddress() throws SocketException {
    NetworkInterface there = NetworkInterface.getByName(device);
    return kernelAddresses.isEmpty()
        && (there == null || there.inetAddresses().allMatch(InetAddress::isLinkLocalAddress));
  }

  /// Our addresses on the device, each with the length of its network.
  public List<IpPrefix> addresses() {
    return addresses;
  }

  @Nullable Path capture() {
    return capture;
  }

  /// What happens to packets on their way, in either direction.
  List<Rule> rules() {
    return loss > 0 || mark > 0 ? List.of(new Loss(loss), new Mark(mark)) : List.of();
  }

  long seed() {
    return seed;
  }

  /// What the device is to be like.
  ///
  /// @param onFailure told if it goes away later
  /// @throws ParameterException if the options do not fit together
  TunConfig tunConfig(Consumer<? super TunException> onFailure) {
    TunConfig.Builder config = TunConfig.create(device).mtu(mtu).onFailure(onFailure);
    kernelAddresses.forEach(config::kernelAddress);
    if (noOffload) {
      config.offload(Offload.OFF);
    }
    try {
      for (IpPrefix kernel : kernelAddresses) {
        for (IpPrefix ours : addresses) {
          if (kernel.address().equals(ours.address())) {
            throw new IllegalArgumentException(
                ours.address() + " cannot be ours and the kernel's at once");
          }
        }
      }
      return config.build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
