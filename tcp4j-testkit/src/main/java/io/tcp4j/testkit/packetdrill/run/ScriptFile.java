package io.tcp4j.testkit.packetdrill.run;

import io.tcp4j.testkit.packetdrill.parse.ScriptParser;
import io.tcp4j.testkit.packetdrill.parse.ScriptSyntaxException;
import io.tcp4j.testkit.packetdrill.run.RunOptions.Family;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A script in a file.
///
/// A folder of them is a test of its own:
///
/// ```java
/// @TestFactory
/// Stream<DynamicTest> theStackDoesWhatTheScriptsSay() throws IOException {
///   return ScriptFile.in(Path.of("src/test/packetdrill")).stream()
///       .map(script -> DynamicTest.dynamicTest(
///           script.name(), () -> script.run(RunOptions.DEFAULT).orThrow()));
/// }
/// ```
///
/// @param path where it is
/// @param name what messages call it
public record ScriptFile(Path path, String name) {
  private static final String SUFFIX = ".pkt";

  /// The scripts that a file or a folder is, in the order of their names; of a folder all files
  /// below it that end in `.pkt`, named by their paths as seen from here.
  ///
  /// @throws NoSuchFileException if there is no such file
  /// @throws IOException if it cannot be looked into
  public static List<ScriptFile> in(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      if (!Files.exists(root)) {
        throw new NoSuchFileException(root.toString());
      }
      return List.of(new ScriptFile(root, root.toString()));
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX) && Files.isRegularFile(file))
          .sorted()
          .map(file -> new ScriptFile(file, file.toString()))
          .toList();
    }
  }

  /// The addresses that the script says it is for: by its option `ip_version`, or by a name that
  /// ends in `v4` or `v6`; nothing where it says neither, or cannot be read.
  ///
  /// @param definitions as in [RunOptions]
  /// @throws IOException if the file cannot be read
  public Optional<Family> family(Map<String, String> definitions) throws IOException {
    String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - 4) : name;
    try {
      String option =
          ScriptParser.parse(name, text(), definitions).options().getOrDefault("ip_version", "");
      Optional<Family> said = Family.named(option);
      if (said.isPresent()) {
        return said;
      }
    } catch (ScriptSyntaxException _) {
      return Optional.empty(); // running it tells what is wrong
    }
    return stem.endsWith("v6")
        ? Optional.of(Family.IPV6)
        : stem.endsWith("v4") ? Optional.of(Family.IPV4) : Optional.empty();
  }

  /// Runs it.
  ///
  /// @throws IOException if the file cannot be read
  public Verdict run(RunOptions options) throws IOException {
    return run(options, RunListener.NONE);
  }

  /// Runs it, with somebody listening.
  ///
  /// @throws IOException if the file cannot be read
  public Verdict run(RunOptions options, RunListener listener) throws IOException {
    return ScriptRunner.run(name, text(), options, listener);
  }

  /// Its text; bytes that are no UTF-8 become signs that no script has, so that the parser tells
  /// where they are.
  private String text() throws IOException {
    return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
  }
}
