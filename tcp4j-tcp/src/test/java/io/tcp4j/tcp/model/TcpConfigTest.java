package io.tcp4j.tcp.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.SourceRoute;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class TcpConfigTest {
  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final Duration YEAR = Duration.ofDays(365);

  /// Name, setter, smallest and largest value, and how the range reads.
  @SuppressWarnings("unused")
  private static final List<Arguments> NUMBERS =
      List.of(
          number("sendBuffer", TcpConfig.Builder::sendBuffer, 1, 1 << 30),
          number("notSentLowWater", TcpConfig.Builder::notSentLowWater, 1, 1 << 30),
          number("receiveLowWater", TcpConfig.Builder::receiveLowWater, 1, 1 << 30),
          number("dscp", TcpConfig.Builder::dscp, 0, 63),
          number("hopLimit", TcpConfig.Builder::hopLimit, 1, 255),
          number("minHopLimit", TcpConfig.Builder::minHopLimit, 0, 255),
          number("receiveBuffer", TcpConfig.Builder::receiveBuffer, 1, 1 << 30),
          number("largestReceiveBuffer", TcpConfig.Builder::largestReceiveBuffer, 0, 1 << 30),
          number("maximumSegmentSize", TcpConfig.Builder::maximumSegmentSize, 64, 65_495),
          number("initialWindow", TcpConfig.Builder::initialWindow, 1, 1_000),
          number("quickAcks", TcpConfig.Builder::quickAcks, 0, 1_000),
          number("segmentsPerAck", TcpConfig.Builder::segmentsPerAck, 0, 1_000),
          number("synQueue", TcpConfig.Builder::synQueue, 1, 65_536),
          number("minimumPathMtu", TcpConfig.Builder::minimumPathMtu, 68, 1_500),
          number("blackHoleTimeouts", TcpConfig.Builder::blackHoleTimeouts, 0, 100),
          number("r1", TcpConfig.Builder::r1, 1, 100),
          number("synRetries", TcpConfig.Builder::synRetries, 0, 255));

  @SuppressWarnings("unused")
  private static final List<Arguments> TIMES =
      List.of(
          // MUST-40: less than half a second
          time("delayedAck", TcpConfig.Builder::delayedAck, Duration.ZERO, Duration.ofMillis(499)),
          time("initialRto", TcpConfig.Builder::initialRto, MILLISECOND, Duration.ofMinutes(1)),
          time("minRto", TcpConfig.Builder::minRto, MILLISECOND, Duration.ofMinutes(1)),
          time("maxRto", TcpConfig.Builder::maxRto, Duration.ofSeconds(1), Duration.ofHours(1)),
          time("openTimeout", TcpConfig.Builder::openTimeout, MILLISECOND, Duration.ofDays(1)),
          time("acceptTimeout", TcpConfig.Builder::acceptTimeout, MILLISECOND, Duration.ofDays(1)),
          time("userTimeout", TcpConfig.Builder::userTimeout, MILLISECOND, YEAR),
          time("msl", TcpConfig.Builder::msl, Duration.ZERO, Duration.ofMinutes(10)),
          time(
              "finWait2Timeout",
              TcpConfig.Builder::finWait2Timeout,
              Duration.ZERO,
              Duration.ofDays(1)),
          time(
              "pathMtuLifetime",
              TcpConfig.Builder::pathMtuLifetime,
              Duration.ofMinutes(5),
              Duration.ofDays(1)));

  private static Arguments number(
      String name,
      BiFunction<TcpConfig.Builder, Integer, TcpConfig.Builder> setter,
      int min,
      int max) {
    return Arguments.of(name, setter, min, max);
  }

  private static Arguments time(
      String name,
      BiFunction<TcpConfig.Builder, Duration, TcpConfig.Builder> setter,
      Duration min,
      Duration max) {
    return Arguments.of(name, setter, min, max);
  }

  private static <T> void refuses(
      BiFunction<TcpConfig.Builder, T, TcpConfig.Builder> setter, T value, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> setter.apply(TcpConfig.builder(), value).build())
        .withMessage(message);
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("NUMBERS")
  void aNumberOutOfRangeIsRefusedByNameValueAndRange(
      String name,
      BiFunction<TcpConfig.Builder, Integer, TcpConfig.Builder> setter,
      int min,
      int max) {
    for (int bad : new int[] {min - 1, max + 1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      refuses(setter, bad, name + " " + bad + " is not in " + min + ".." + max);
    }
    assertThat(setter.apply(TcpConfig.builder(), min).build()).isNotNull();
    assertThat(setter.apply(TcpConfig.builder(), max).build()).isNotNull();
  }

  @ParameterizedTest(name = "{0}")
  @FieldSource("TIMES")
  void aTimeOutOfRangeIsRefusedByNameValueAndRange(
      String name,
      BiFunction<TcpConfig.Builder, Duration, TcpConfig.Builder> setter,
      Duration min,
      Duration max) {
    for (Duration bad : List.of(min.minusNanos(1), max.plusNanos(1))) {
      refuses(setter, bad, name + " " + bad + " is not in " + min + ".." + max);
    }
    for (Duration bad : List.of(Duration.ofSeconds(Long.MIN_VALUE), Duration.ofDays(200_000))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> setter.apply(TcpConfig.builder(), bad).build())
          .withMessageContainingAll(name, min + ".." + max);
    }
    assertThat(setter.apply(TcpConfig.builder(), min).maxRto(Duration.ofHours(1)).build())
        .isNotNull();
  }

  @Test
  void theSmallestRtoIsNotLargerThanTheLargest() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                TcpConfig.builder()
                    .minRto(Duration.ofSeconds(20))
                    .maxRto(Duration.ofSeconds(10))
                    .build())
        .withMessage("minRto PT20S is not in PT0S..PT10S");
  }

  @Test
  void theTimesOfKeepAlivesAreCheckedByName() {
    Duration minute = Duration.ofMinutes(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeepAlive.of(Duration.ZERO, minute, 1))
        .withMessage("idle PT0S is not in PT0.001S..PT8760H");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeepAlive.of(minute, Duration.ofDays(366), 1))
        .withMessage("interval PT8784H is not in PT0.001S..PT8760H");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeepAlive.of(minute, minute, 0))
        .withMessage("probes 0 is not in 1..127");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeepAlive.of(minute, minute, 128))
        .withMessage("probes 128 is not in 1..127");
  }

  static Stream<Method> setters() {
    return Arrays.stream(TcpConfig.Builder.class.getDeclaredMethods())
        .filter(
            method -> Modifier.isPublic(method.getModifiers()) && method.getParameterCount() == 1)
        .filter(method -> method.getReturnType() == TcpConfig.Builder.class);
  }

  private static Object other(Class<?> type, Object than) {
    if (type == int.class) {
      return than.equals(63) ? 62 : 63;
    } else if (type == boolean.class) {
      return !(Boolean) than;
    } else if (type == Duration.class) {
      return Duration.ofMillis(123);
    } else if (type == KeepAlive.class) {
      return KeepAlive.of(MILLISECOND, MILLISECOND, 1);
    } else if (type == SourceRoute.class) {
      return SourceRoute.strict(IpAddress.parse("10.0.0.1"));
    }
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant != than)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("setters")
  void eachSettingIsKeptComparedPrintedAndCopied(Method setter) throws Exception {
    Class<?> type = setter.getParameterTypes()[0];
    Method accessor = TcpConfig.class.getMethod(setter.getName());
    Object value = other(type, accessor.invoke(TcpConfig.DEFAULT));
    // some have bounds that are others: these let each have its value
    TcpConfig.Builder builder = TcpConfig.builder().receiveBuffer(1).maxRto(Duration.ofMinutes(1));
    TcpConfig before = builder.build();
    if (setter.getName().equals("maxRto")) {
      value = Duration.ofSeconds(50);
    } else if (setter.getName().equals("maximumSegmentSize")) {
      value = 64;
    } else if (setter.getName().equals("minimumPathMtu")) {
      value = 700;
    } else if (setter.getName().equals("pathMtuLifetime")) {
      value = Duration.ofMinutes(7);
    }
    setter.invoke(builder, value);
    TcpConfig config = builder.build();
    assertThat(accessor.invoke(config))
        .isEqualTo(value instanceof Duration time ? time.toNanos() : value);
    assertThat(config).isNotEqualTo(before).doesNotHaveSameHashCodeAs(before);
    assertThat(config.toString()).contains(setter.getName() + "=" + value);
    TcpConfig same = config.toBuilder().build();
    assertThat(same).isEqualTo(config).hasSameHashCodeAs(config);
  }

  @Test
  void eachNumberAndTimeIsTriedOutOfRange() {
    assertThat(Stream.concat(NUMBERS.stream(), TIMES.stream()).map(tried -> tried.get()[0]))
        .containsExactlyInAnyOrderElementsOf(
            setters()
                .filter(
                    setter ->
                        setter.getParameterTypes()[0] == int.class
                            || setter.getParameterTypes()[0] == Duration.class)
                .map(Method::getName)
                .toList());
  }

  @Test
  void eachSettingHasARule() {
    assertThat(Setting.ALL)
        .extracting(Setting::name)
        .containsExactlyInAnyOrderElementsOf(setters().map(Method::getName).toList());
  }

  @Test
  @SuppressWarnings("NullAway")
  void nullIsRefusedByName() {
    assertThatNullPointerException()
        .isThrownBy(() -> TcpConfig.builder().ecn(null).build())
        .withMessage("ecn");
  }

  @Test
  void aBuilderThatGoesOnChangesNothingThatItHasBuilt() {
    TcpConfig.Builder builder = TcpConfig.builder().nagle(false);
    TcpConfig built = builder.build();
    builder.nagle(true);
    built.toBuilder().nagle(true);
    assertThat(built.nagle()).isFalse();
  }

  @Test
  void onlyWhatDiffersFromTheDefaultsIsPrinted() {
    assertThat(TcpConfig.DEFAULT).hasToString("TcpConfig[]");
    assertThat(TcpConfig.builder().nagle(false).msl(Duration.ofSeconds(7)).build())
        .hasToString("TcpConfig[nagle=false, msl=PT7S]");
  }

  @Test
  void theLargestReceiveBufferIsTheReceiveBufferUnlessTold() {
    TcpConfig small = TcpConfig.DEFAULT.toBuilder().receiveBuffer(3_000).build();
    assertThat(small.largestReceiveBuffer()).isEqualTo(3_000);
    TcpConfig told = small.toBuilder().largestReceiveBuffer(9_000).build();
    assertThat(told.toBuilder().receiveBuffer(4_000).build().largestReceiveBuffer())
        .isEqualTo(9_000);
    assertThat(told.toBuilder().receiveBuffer(10_000).build().largestReceiveBuffer())
        .isEqualTo(10_000);
  }
}
