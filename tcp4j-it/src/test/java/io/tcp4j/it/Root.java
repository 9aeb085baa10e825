package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a test that needs root says first.
final class Root {
  /// With `-Droot.tests=true` a test that needs root fails where it would otherwise be skipped.
  private static final boolean INSISTED = Boolean.getBoolean("root.tests");

  private Root() {}

  /// Skips the test unless this process is root on Linux.
  static void required() {
    if (INSISTED) {
      assertThat(isRoot()).as("-Droot.tests=true, but this process is not root").isTrue();
    } else {
      assumeTrue(isRoot(), "skipped: needs root on Linux");
    }
  }

  private static boolean isRoot() {
    Path self = Path.of("/proc/self");
    try {
      return Files.exists(self) && "0".equals(Files.getAttribute(self, "unix:uid").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
