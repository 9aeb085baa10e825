package io.tcp4j.arch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.rfc.matrix.Build;
import io.tcp4j.rfc.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Holds `docs/rfc9293.md` and `docs/rfcs.md` to the code, to the tests, and to what ran of them in
/// this build: this module is the last one.
class ConformanceTest {
  private static final Path ROOT = Path.of(System.getProperty("basedir", "."), "..");

  private static Matrix matrix;

  @BeforeAll
  static void readTheRows() throws IOException {
    matrix = Matrix.read(ROOT);
  }

  @Test
  void everyRowHasTestsOrAReason() {
    assertThat(matrix.problems()).isEmpty();
  }

  @Test
  void thePagesAreWhatTheCommandWrites() {
    for (Map.Entry<Path, String> page : matrix.pages().entrySet()) {
      assertThat(page.getKey())
          .as("%s: sh docs/rfc/refresh writes it again", page.getKey().getFileName())
          .content()
          .isEqualTo(page.getValue());
    }
  }

  /// In a build of some modules (`-pl`) only what is theirs has to have run.
  @Test
  void everyTestThatIsNamedHasRun() throws IOException {
    var build =
        new Build(
            Instant.parse(System.getProperty("build.began")),
            modulesOfThisBuild(),
            System.getProperty("test.excluded", ""),
            Boolean.getBoolean("root.tests"));
    assertThat(build.modules()).contains("tcp4j-arch");
    assertThat(matrix.notRun(build)).isEmpty();
  }

  /// Maven tells its list of projects as `MavenProject: io.tcp4j:tcp4j-wire:0.1.0-SNAPSHOT @ …`.
  private static Set<String> modulesOfThisBuild() {
    return Pattern.compile("io\\.tcp4j:([\\w-]+):")
        .matcher(System.getProperty("build.projects", ""))
        .results()
        .map((MatchResult result) -> result.group(1))
        .collect(Collectors.toSet());
  }
}
