package io.tcp4j.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What `docs/origin.md` and `docs/tour.md` name is there, and what they show is what happens.
class DocumentsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern BLOCK = Pattern.compile("(?s)```(sh|text)\n(.*?)```");

  @TempDir private Path folder;

  static Stream<String> commands() throws IOException {
    return Stream.concat(
            find("`tcp4j ([^`]*)`", read("origin.md")).map(m -> m.group(1)),
            Stream.concat(
                find("(?m)^\\./tcp4j (.*)$", read("tour.md")).map(m -> m.group(1)),
                find("`\\./tcp4j ([^`]*)`", read("tour.md")).map(m -> m.group(1))))
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandWorks(String command) {
    Run run = tcp4j(command);

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out()).isNotEmpty();
  }

  static Stream<String> tests() throws IOException {
    return find("`(\\w+#\\w+)`", read("origin.md")).map(m -> m.group(1)).distinct();
  }

  @ParameterizedTest
  @MethodSource("tests")
  void everyTestIsThere(String test) throws IOException {
    String name = test.substring(0, test.indexOf('#'));
    String method = test.substring(test.indexOf('#') + 1);

    List<Path> files = sources(name + ".java");

    assertThat(files).as("the class of " + test).isNotEmpty();
    assertThat(files)
        .as("the method of " + test)
        .anySatisfy(
            file -> assertThat(Files.readString(file)).containsPattern("void " + method + "\\("));
  }

  @Test
  void everyStatementHasARowWithACommandAndATest() throws IOException {
    List<String> rows = read("origin.md").lines().filter(l -> l.startsWith("| O-")).toList();

    assertThat(rows)
        .extracting(row -> row.substring(2, row.indexOf(' ', 2)))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 25).mapToObj(n -> "O-" + n).toList());
    assertThat(rows)
        .allSatisfy(row -> assertThat(row).contains("`tcp4j ").containsPattern("`\\w+#\\w+`"));
  }

  /// Each piece of output in the tour is part of what the command before it prints.
  @Test
  void theTourShowsWhatIsPrintedNow() throws IOException {
    String command = "";
    int shown = 0;
    for (MatchResult block : find(BLOCK, read("tour.md")).toList()) {
      if (block.group(1).equals("sh")) {
        command = block.group(2).strip().replaceFirst("^\\./tcp4j ", "");
      } else {
        assertThat(tcp4j(command).out()).as("tcp4j " + command).contains(block.group(2));
        shown++;
      }
    }
    assertThat(shown).isPositive();
  }

  private Run tcp4j(String command) {
    String[] words =
        Arrays.stream(command.split(" "))
            .map(word -> word.equals("FILE") ? folder.resolve("file").toString() : word)
            .toArray(String[]::new);
    return Run.tcp4j(words);
  }

  private static List<Path> sources(String name) throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules
          .map(module -> module.resolve("src/test/java"))
          .filter(Files::isDirectory)
          .flatMap(folder -> found(folder, name))
          .collect(Collectors.toList());
    }
  }

  private static Stream<Path> found(Path folder, String name) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.getFileName().toString().equals(name)).toList().stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Stream<MatchResult> find(String pattern, String text) {
    return find(Pattern.compile(pattern), text);
  }

  private static Stream<MatchResult> find(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }

  private static String read(String document) throws IOException {
    return Files.readString(ROOT.resolve("docs").resolve(document)).replace("\r\n", "\n");
  }
}
