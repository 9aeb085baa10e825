package io.tcp4j.testkit.packetdrill.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tcp4j.testkit.packetdrill.call.Dialect;
import io.tcp4j.testkit.packetdrill.mutation.Mutant;
import io.tcp4j.testkit.packetdrill.mutation.Mutants;
import io.tcp4j.testkit.packetdrill.parse.ScriptParser;
import io.tcp4j.testkit.packetdrill.script.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whether the interpreter can say no: of each script that passes, versions with one thing changed
/// must fail.
class MutationTest {
  private static final Path OURS = Path.of("src/test/packetdrill");

  /// Suites of other stacks, where somebody has put them beside the repository.
  private static final Path SHARED = Path.of("../../shared/packetdrill");

  private static final RunOptions OPTIONS = RunOptions.DEFAULT;

  @Test
  void ofOurOwnScriptsNoMutantLives() throws IOException {
    Count count = count(OURS);

    assertThat(count.survivors()).isEmpty();
    assertThat(count.all()).isGreaterThan(500);
  }

  @Test
  void ofOtherStacksScriptsOneMutantInAHundredLivesAtMost() throws IOException {
    assumeTrue(Files.isDirectory(SHARED), "no suite in " + SHARED);

    Count count = count(SHARED);

    assertThat(count.survivors())
        .as("mutants that live, of %d", count.all())
        .hasSizeLessThanOrEqualTo(count.all() / 100);
  }

  /// @param all how many mutants there are
  /// @param survivors those that pass all the same
  private record Count(int all, List<Mutant> survivors) {}

  private static Count count(Path folder) throws IOException {
    int all = 0;
    List<Mutant> survivors = new ArrayList<>();
    for (ScriptFile file : ScriptFile.in(folder)) {
      if (file.run(OPTIONS).outcome() == Verdict.Outcome.PASSED) {
        for (Mutant mutant : mutants(file)) {
          all++;
          Verdict verdict = ScriptRunner.run(mutant.script(), OPTIONS, RunListener.NONE);
          if (verdict.outcome() == Verdict.Outcome.PASSED) {
            survivors.add(mutant);
          }
        }
      }
    }
    return new Count(all, survivors);
  }

  private static List<Mutant> mutants(ScriptFile file) throws IOException {
    Script script =
        ScriptParser.parse(file.name(), Files.readString(file.path()), OPTIONS.definitions());
    return Mutants.of(script, Setting.of(script, OPTIONS).dialect() == Dialect.LINUX);
  }
}
