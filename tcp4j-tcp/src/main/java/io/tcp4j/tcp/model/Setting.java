package io.tcp4j.tcp.model;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// What is to be known of one setting of {@link TcpConfig}, and the table of them all.
///
/// @param name as the accessor and the setter are called
/// @param value how to read it, times as durations
/// @param rule throws what {@link TcpConfig.Builder#build()} throws
/// @param changeable whether it may be changed while a connection is open
record Setting(
    String name,
    Function<TcpConfig.Builder, @Nullable Object> value,
    Rule rule,
    boolean changeable) {
  private interface Rule {
    void check(TcpConfig.Builder builder);
  }

  static final List<Setting> ALL =
      List.of(
          number("sendBuffer", b -> b.sendBuffer, 1, 1 << 30),
          number("notSentLowWater", b -> b.notSentLowWater, 1, 1 << 30),
          number("receiveBuffer", b -> b.receiveBuffer, 1, 1 << 30),
          number("largestReceiveBuffer", b -> b.largestReceiveBuffer, 0, 1 << 30).fixed(),
          number("receiveLowWater", b -> b.receiveLowWater, 1, 1 << 30),
          number("maximumSegmentSize", b -> b.maximumSegmentSize, 64, 65_495).fixed(),
          choice("nagle", b -> b.nagle),
          number("initialWindow", b -> b.initialWindow, 1, 1_000).fixed(),
          choice("slowStartAfterIdle", b -> b.slowStartAfterIdle),
          time("delayedAck", b -> b.delayedAck, Duration.ZERO, Duration.ofMillis(499)),
          number("quickAcks", b -> b.quickAcks, 0, 1_000).fixed(),
          number("segmentsPerAck", b -> b.segmentsPerAck, 0, 1_000).fixed(),
          time("initialRto", b -> b.initialRto, Duration.ofMillis(1), Duration.ofMinutes(1))
              .fixed(),
          time("minRto", b -> b.minRto, Duration.ofMillis(1), Duration.ofMinutes(1)).fixed(),
          time("maxRto", b -> b.maxRto, Duration.ofSeconds(1), Duration.ofHours(1)).fixed(),
          time("openTimeout", b -> b.openTimeout, Duration.ofMillis(1), Duration.ofDays(1)),
          time("acceptTimeout", b -> b.acceptTimeout, Duration.ofMillis(1), Duration.ofDays(1)),
          time("userTimeout", b -> b.userTimeout, Duration.ofMillis(1), Duration.ofDays(365)),
          time("msl", b -> b.msl, Duration.ZERO, Duration.ofMinutes(10)),
          time("finWait2Timeout", b -> b.finWait2Timeout, Duration.ZERO, Duration.ofDays(1)),
          choice("timeWaitReuse", b -> b.timeWaitReuse),
          choice("keepAlive", b -> b.keepAlive),
          choice("keepAliveTimes", b -> b.keepAliveTimes),
          choice("windowScaling", b -> b.windowScaling).fixed(),
          choice("timestamps", b -> b.timestamps).fixed(),
          choice("missingTimestamps", b -> b.missingTimestamps),
          choice("sack", b -> b.sack).fixed(),
          choice("ecn", b -> b.ecn).fixed(),
          choice("urgentPointer", b -> b.urgentPointer),
          choice("urgentInline", b -> b.urgentInline).fixed(),
          number("dscp", b -> b.dscp, 0, 63),
          number("hopLimit", b -> b.hopLimit, 1, 255),
          number("minHopLimit", b -> b.minHopLimit, 0, 255),
          choice("sourceRoute", b -> b.sourceRoute).fixed(),
          choice("unreadAfterReset", b -> b.unreadAfterReset),
          number("synQueue", b -> b.synQueue, 1, 65_536),
          choice("synCookies", b -> b.synCookies),
          choice("synWithFin", b -> b.synWithFin),
          number("minimumPathMtu", b -> b.minimumPathMtu, 68, 1_500).fixed(),
          time(
              "pathMtuLifetime", b -> b.pathMtuLifetime, Duration.ofMinutes(5), Duration.ofDays(1)),
          number("blackHoleTimeouts", b -> b.blackHoleTimeouts, 0, 100),
          choice("icmpPolicy", b -> b.icmpPolicy),
          choice("errorReports", b -> b.errorReports),
          number("r1", b -> b.r1, 1, 100),
          number("synRetries", b -> b.synRetries, 0, 255));

  private static Setting number(
      String name, ToIntFunction<TcpConfig.Builder> value, int min, int max) {
    return new Setting(
        name, value::applyAsInt, b -> Range.check(name, value.applyAsInt(b), min, max), true);
  }

  private static Setting time(
      String name, ToLongFunction<TcpConfig.Builder> value, Duration min, Duration max) {
    return new Setting(
        name,
        b -> Duration.ofNanos(value.applyAsLong(b)),
        b -> Range.checkTime(name, value.applyAsLong(b), min, max),
        true);
  }

  private static Setting choice(String name, Function<TcpConfig.Builder, @Nullable Object> value) {
    return new Setting(name, value, b -> Objects.requireNonNull(value.apply(b), name), true);
  }

  /// Settled when a connection is opened.
  private Setting fixed() {
    return new Setting(name, value, rule, false);
  }

  static void checkChange(TcpConfig.Builder from, TcpConfig.Builder to) {
    for (Setting setting : ALL) {
      Object before = setting.value.apply(from);
      Object after = setting.value.apply(to);
      if (!setting.changeable && !Objects.equals(before, after)) {
        throw new IllegalArgumentException(
            "%s %s cannot become %s: it is settled when a connection is opened"
                .formatted(setting.name, before, after));
      }
    }
  }

  static void check(TcpConfig.Builder builder) {
    ALL.forEach(setting -> setting.rule.check(builder));
    Range.checkTime("minRto", builder.minRto, Duration.ZERO, Duration.ofNanos(builder.maxRto));
  }

  static List<@Nullable Object> values(TcpConfig.Builder builder) {
    return ALL.stream().<@Nullable Object>map(setting -> setting.value.apply(builder)).toList();
  }

  static String differences(TcpConfig.Builder builder, TcpConfig.Builder from) {
    var text = new StringJoiner(", ", "[", "]");
    for (Setting setting : ALL) {
      Object value = setting.value.apply(builder);
      if (!Objects.equals(value, setting.value.apply(from))) {
        text.add(setting.name + "=" + value);
      }
    }
    return text.toString();
  }
}
