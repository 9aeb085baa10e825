package io.tcp4j.testkit.packetdrill.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Our own scripts: what the wire must look like where no other stack's suite says it. Time is
/// exact.
class OwnScriptsTest {
  private static final Path FOLDER = Path.of("src/test/packetdrill");

  @TestFactory
  Stream<DynamicTest> theStackDoesWhatTheScriptsSay() throws IOException {
    return ScriptFile.in(FOLDER).stream()
        .flatMap(
            script ->
                Arrays.stream(RunOptions.Family.values())
                    .map(
                        family ->
                            DynamicTest.dynamicTest(
                                FOLDER.relativize(script.path()) + " over " + family,
                                script.path().toUri(),
                                () -> script.run(exactly(family)).orThrow())));
  }

  @Test
  void thereAreSome() throws IOException {
    assertThat(ScriptFile.in(FOLDER)).hasSizeGreaterThan(20);
  }

  private static RunOptions exactly(RunOptions.Family family) {
    return new RunOptions(family, true, RunOptions.DEFAULT.definitions());
  }
}
