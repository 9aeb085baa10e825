package io.tcp4j.link.tun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tcp4j.wire.IpPrefix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TunConfigTest {
  private static final IpPrefix V4 = IpPrefix.parse("10.0.0.1/24");
  private static final IpPrefix V6 = IpPrefix.parse("fd00::1/64");

  @Test
  void usesOffloadBlocksAndChangesNothingUnlessToldTo() {
    TunConfig config = TunConfig.attach("tun0").build();
    assertThat(config.offload()).isEqualTo(Offload.AUTO);
    assertThat(config.create()).isFalse();
    assertThat(config.idle().lookAgain()).isFalse();
    assertThat(config.configuresInterface()).isFalse();
  }

  @Test
  void configuresTheInterfaceForAnythingThatIsGiven() {
    assertThat(TunConfig.attach("t").kernelAddress(V4).build().configuresInterface()).isTrue();
    assertThat(TunConfig.attach("t").route(V6).build().configuresInterface()).isTrue();
    assertThat(TunConfig.attach("t").mtu(1400).build().configuresInterface()).isTrue();
    assertThat(TunConfig.attach("t").queueLength(9).build().configuresInterface()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1, 67, 65536, Integer.MAX_VALUE})
  void refusesAnMtuThatIpv4CannotHave(int mtu) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TunConfig.create("tun0").mtu(mtu).build())
        .withMessage("an MTU of " + mtu + " is not in 68..65535");
  }

  @Test
  void refusesAnMtuThatIpv6CannotHaveWhereThereIsIpv6() {
    assertThat(TunConfig.create("t").mtu(1279).kernelAddress(V4).build().mtu()).isEqualTo(1279);
    assertThat(TunConfig.create("t").mtu(1280).kernelAddress(V6).build().mtu()).isEqualTo(1280);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TunConfig.create("t").mtu(1279).kernelAddress(V6).build())
        .withMessageContaining("1280");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TunConfig.create("t").mtu(1279).route(V6).build())
        .withMessageContaining("1280");
  }

  @Test
  void refusesNegativeNumbers() {
    assertThatIllegalArgumentException().isThrownBy(() -> TunConfig.inherited(-1).build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TunConfig.create("t").queueLength(-1).build());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IdleStrategy.spinning(Duration.ofNanos(-1)));
  }

  @Test
  void takesEitherANameOrADescriptor() {
    TunConfig named = TunConfig.attach("tun0").build();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new TunConfig(
                    "tun0",
                    5,
                    false,
                    named.kernelAddresses(),
                    named.routes(),
                    0,
                    0,
                    named.offload(),
                    false,
                    named.idle(),
                    named.onFailure()))
        .withMessage("both a name and a descriptor");
  }

  @Test
  void keepsItsListsWhateverBecomesOfThoseGiven() {
    TunConfig named = TunConfig.attach("tun0").build();
    List<IpPrefix> addresses = new ArrayList<>(List.of(V4));
    TunConfig config =
        new TunConfig(
            "tun0",
            -1,
            false,
            addresses,
            List.of(),
            0,
            0,
            named.offload(),
            false,
            named.idle(),
            named.onFailure());
    addresses.add(V6);
    assertThat(config.kernelAddresses()).containsExactly(V4);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> config.kernelAddresses().clear());
  }
}
