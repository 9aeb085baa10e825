package io.tcp4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The pictures that the README shows are what the demo draws.
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
}
