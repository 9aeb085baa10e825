package io.tcp4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the README shows is what the demo draws.
class PicturesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"handshake", "close"})
  void thePictureInTheDocsIsTheOneDrawnNow(String scenario) throws IOException {
    Path drawn = folder.resolve(scenario + ".svg");
    String picture = "docs/img/" + scenario + ".svg";
    Path kept = Path.of("..").resolve(picture);

    assertThat(Run.tcp4j("demo", scenario, "--svg", drawn.toString()).status()).isZero();

    String command = "./tcp4j demo " + scenario + " --svg " + picture;
    assertThat(kept).as("draw it: " + command).exists();
    assertThat(Files.readString(kept).replace("\r\n", "\n"))
        .as("the picture has changed; to refresh it: " + command)
        .isEqualTo(Files.readString(drawn));
  }

  @Test
  void theLadderInTheReadmeIsTheOneDrawnNow() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md")).replace("\r\n", "\n");
    Matcher sample = Pattern.compile("(?s)```text\n(.*?)```").matcher(readme);

    assertThat(sample.find()).as("the README has a ladder").isTrue();
    assertThat(Run.tcp4j("demo", "transfer").out())
        .as("the README's ladder has changed; to see it as it is now: ./tcp4j demo transfer")
        .endsWith(sample.group(1));
  }
}
