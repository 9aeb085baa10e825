package io.tcp4j.link.tun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tcp4j.link.tun.TunException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
  @ParameterizedTest
  @CsvSource({
    "Windows 11, amd64, TUN needs Linux; this is Windows 11",
    "Mac OS X, aarch64, TUN needs Linux; this is Mac OS X",
    "Linux, riscv64, TUN needs Linux on x86-64 or AArch64; this is Linux on riscv64"
  })
  void elsewhereTheErrorNamesThePlaceBeforeAnythingIsTouched(
      String os, String architecture, String message) {
    // A name that would be refused next shows that the platform is looked at first.
    TunConfig config = TunConfig.attach("not/a/name").build();
    assertThatExceptionOfType(TunException.class)
        .isThrownBy(() -> TunLink.open(config, new Platform(os, architecture)))
        .withMessage(message)
        .extracting(TunException::reason)
        .isEqualTo(Reason.NOT_LINUX);
  }

  @ParameterizedTest
  @CsvSource({"amd64", "aarch64"})
  void linuxOnBothProcessorsIsFine(String architecture) {
    assertThatCode(() -> new Platform("Linux", architecture).requireTun())
        .doesNotThrowAnyException();
  }

  @Test
  void theCurrentPlatformIsThatOfTheVirtualMachine() {
    assertThat(Platform.current().os()).isEqualTo(System.getProperty("os.name"));
  }
}
