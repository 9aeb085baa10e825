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

  /// Rows that are being worked on.
  private static final Set<String> NOT_MET_YET =
      Set.of(
          "9293 MUST-45",
          "9293 MUST-46a",
          "9293 MUST-46b",
          "9293 MUST-48",
          "9293 MUST-49",
          "9293 MUST-51",
          "9293 MUST-52",
          "9293 MUST-53",
          "9293 SHLD-21",
          "9293 SHLD-22",
          "9293 SHLD-24",
          "9293 MAY-9");
=======
          "9293 MAY-3",
          "9293 MAY-8",
          "9293 MAY-9");
>>>>>>> d8eb764 (test(testkit): scripts for path MTU and ICMP errors; rows of RFC 1191, 8201, 4821 and 5927; changelog and choices)

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
