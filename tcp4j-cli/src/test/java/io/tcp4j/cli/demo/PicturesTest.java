package io.tcp4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the README shows is what the demo draws.
class PicturesTest {
  private static final Path PICTURES = Path.of("..", "docs", "img");

  @TempDir private Path folder;

  /// The lines of docs/img/refresh that draw a picture: the arguments, and the picture last.
  static List<List<String>> commands() throws IOException {
    try (Stream<String> lines = Files.lines(PICTURES.resolve("refresh"))) {
      return lines
          .filter(line -> line.startsWith("./tcp4j "))
          .map(line -> List.of(line.strip().split(" ", -1)))
          .map(words -> words.subList(1, words.size()))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void thePictureInTheDocsIsTheOneDrawnNow(List<String> command) throws IOException {
    Path kept = Path.of("..").resolve(command.getLast());
    Path drawn = folder.resolve("drawn.svg");
    List<String> elsewhere = new ArrayList<>(command);
    elsewhere.set(command.size() - 1, drawn.toString());

    Run run = Run.tcp4j(elsewhere.toArray(String[]::new));

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(kept).as("draw it: sh docs/img/refresh").exists();
    assertThat(Files.readString(kept).replace("\r\n", "\n"))
        .as("the picture has changed; to draw it again: sh docs/img/refresh")
        .isEqualTo(Files.readString(drawn));
  }

  @Test
  void eachPictureInTheDocsIsDrawnByTheBuild() throws IOException {
    List<String> drawn = commands().stream().map(List::getLast).toList();

    try (Stream<Path> kept = Files.list(PICTURES)) {
      assertThat(kept.map(Path::getFileName).map(Path::toString).filter(f -> f.endsWith(".svg")))
          .allMatch(file -> drawn.contains("docs/img/" + file))
          .isNotEmpty();
    }
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
