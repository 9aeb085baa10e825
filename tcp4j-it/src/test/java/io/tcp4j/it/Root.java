package io.tcp4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What a test that needs root says first.
final class Root {
  /// With `-Droot.tests=true` a test that needs root fails where it would otherwise be skipped.
  private static final boolean INSISTED = Boolean.getBoolean("root.tests");

  private Root() {}

  /// Skips the test unless this process is root on Linux, and the programs are there that all of
  /// these tests use (`ip` and `ss`) and that this one does.
  static void required(String... programs) {
    want(isRoot(), "root on Linux");
    Stream.concat(Stream.of("ip", "ss"), Stream.of(programs))
        .forEach(program -> want(isInstalled(program), "the program " + program));
  }

  private static void want(boolean there, String what) {
    if (INSISTED) {
      assertThat(there).as("-Droot.tests=true, but there is not " + what).isTrue();
    } else {
      assumeTrue(there, "skipped: needs " + what);
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

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
