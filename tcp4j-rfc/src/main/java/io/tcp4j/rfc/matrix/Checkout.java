package io.tcp4j.rfc.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The folders of a checkout.
///
/// @param root its root
record Checkout(Path root) {

  /// The modules whose classes can obey an RFC.
  private static final List<String> STACK =
      List.of("tcp4j-wire", "tcp4j-tcp", "tcp4j-link", "tcp4j-link-tun", "tcp4j-stack");

  Path rows() {
    return root.resolve("docs/rfc");
  }

  /// The folders of all modules, by name.
  List<Path> modules() throws IOException {
    try (Stream<Path> folders = Files.list(root)) {
      return folders.filter(f -> Files.isRegularFile(f.resolve("pom.xml"))).sorted().toList();
    }
  }

  /// The sources of the stack, relative to the root, by the simple name of their class. Names that
  /// several have lead to several.
  Map<String, List<Path>> classes() throws IOException {
    Map<String, List<Path>> classes = new TreeMap<>();
    for (String module : STACK) {
      for (Path source : javaFiles(root.resolve(module).resolve("src/main/java"))) {
        String name = source.getFileName().toString().replace(".java", "");
        classes.computeIfAbsent(name, n -> new ArrayList<>()).add(root.relativize(source));
      }
    }
    return classes;
  }

  /// All Java sources in a folder, which need not be there.
  static List<Path> javaFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
    }
  }
}
