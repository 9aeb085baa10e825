package io.tcp4j.nio;

import io.tcp4j.tcp.model.KeepAlive;
import io.tcp4j.tcp.model.TcpConfig;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/// A socket option that is a setting of TCP's.
///
/// @param option the JDK's name of it
/// @param reader finds it in a configuration
/// @param writer makes a configuration that differs in it
record ConfigOption<T>(
    SocketOption<T> option,
    Function<TcpConfig, T> reader,
    BiFunction<TcpConfig, T, TcpConfig.Builder> writer) {
  /// Whether urgent data is read in the stream; among the public options the JDK has none for it.
  static final SocketOption<Boolean> SO_OOBINLINE = new InternalOption("SO_OOBINLINE");

  private static final int LARGEST_BUFFER = 1 << 30;

  /// Two bits of the traffic class are ECN's. The program's are ignored, as Linux does for TCP.
  private static final int ECN_BITS = 2;

  private static final Map<SocketOption<?>, ConfigOption<?>> ALL =
      Stream.of(
              of(
                  StandardSocketOptions.TCP_NODELAY,
                  config -> !config.nagle(),
                  (config, on) -> config.toBuilder().nagle(!on)),
              of(
                  StandardSocketOptions.SO_KEEPALIVE,
                  TcpConfig::keepAlive,
                  (config, on) -> config.toBuilder().keepAlive(on)),
              of(
                  StandardSocketOptions.SO_SNDBUF,
                  TcpConfig::sendBuffer,
                  (config, bytes) -> config.toBuilder().sendBuffer(buffer(bytes))),
              of(
                  StandardSocketOptions.SO_RCVBUF,
                  TcpConfig::receiveBuffer,
                  (config, bytes) -> config.toBuilder().receiveBuffer(buffer(bytes))),
              of(
                  StandardSocketOptions.IP_TOS,
                  config -> config.dscp() << ECN_BITS,
                  (config, octet) -> config.toBuilder().dscp(trafficClass(octet) >> ECN_BITS)),
              of(
                  SO_OOBINLINE,
                  TcpConfig::urgentInline,
                  (config, on) -> config.toBuilder().urgentInline(on)),
              ofKeepAlive(
                  ExtendedSocketOptions.TCP_KEEPIDLE,
                  times -> seconds(times.idle()),
                  (times, s) -> new KeepAlive(nanos(s), times.interval(), times.probes())),
              ofKeepAlive(
                  ExtendedSocketOptions.TCP_KEEPINTERVAL,
                  times -> seconds(times.interval()),
                  (times, s) -> new KeepAlive(times.idle(), nanos(s), times.probes())),
              ofKeepAlive(
                  ExtendedSocketOptions.TCP_KEEPCOUNT,
                  KeepAlive::probes,
                  (times, probes) -> new KeepAlive(times.idle(), times.interval(), probes)))
          .collect(Collectors.toUnmodifiableMap(ConfigOption::option, one -> one));

  /// Returns what an option is to TCP; null if nothing.
  @SuppressWarnings("unchecked") // the key of each is its own option
  static <T> @Nullable ConfigOption<T> find(SocketOption<T> option) {
    return (ConfigOption<T>) ALL.get(option);
  }

  private static <T> ConfigOption<T> of(
      SocketOption<T> option,
      Function<TcpConfig, T> reader,
      BiFunction<TcpConfig, T, TcpConfig.Builder> writer) {
    return new ConfigOption<>(option, reader, writer);
  }

  private static ConfigOption<Integer> ofKeepAlive(
      SocketOption<Integer> option,
      Function<KeepAlive, Integer> reader,
      BiFunction<KeepAlive, Integer, KeepAlive> writer) {
    return of(
        option,
        config -> reader.apply(config.keepAliveTimes()),
        (config, value) ->
            config.toBuilder().keepAliveTimes(writer.apply(config.keepAliveTimes(), value)));
  }

  private static int buffer(int bytes) {
    if (bytes <= 0) {
      throw new IllegalArgumentException("Invalid send/receive buffer size");
    }
    return Math.min(bytes, LARGEST_BUFFER);
  }

  private static int trafficClass(int octet) {
    if (octet < 0 || octet > 0xff) {
      throw new IllegalArgumentException("Invalid IP_TOS value");
    }
    return octet;
  }

  /// At least one: zero is no time.
  private static int seconds(long nanos) {
    return (int) Math.max(1, Duration.ofNanos(nanos).toSeconds());
  }

  private static long nanos(int seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }

  private record InternalOption(String name) implements SocketOption<Boolean> {
    @Override
    public Class<Boolean> type() {
      return Boolean.class;
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
