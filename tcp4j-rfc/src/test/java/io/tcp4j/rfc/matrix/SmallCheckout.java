package io.tcp4j.rfc.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A checkout with one class, one file of rows and one file of tests, in a folder of the test's.
final class SmallCheckout {
  final Path root;

  SmallCheckout(Path root) throws IOException {
    this.root = root;
    file("tcp4j-tcp/pom.xml", "<project/>");
    file("tcp4j-tcp/src/main/java/x/Rule.java", "package x; class Rule {}");
    Files.createDirectories(root.resolve("docs/rfc"));
  }

  /// Writes a file, whatever folder it is in.
  SmallCheckout file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /// Writes the rows of a made-up RFC 7.
  SmallCheckout rows(String rows) throws IOException {
    return file("docs/rfc/7.txt", "RFC 7: Made Up\n\n" + rows);
  }

  /// Writes the test class `x.SomeTest` with these members.
  SmallCheckout tests(String members) throws IOException {
    return file(
        "tcp4j-tcp/src/test/java/x/SomeTest.java",
        "package x;\nimport io.tcp4j.rfc.Rfc;\nclass SomeTest {\n" + members + "\n}\n");
  }

  /// Writes what Surefire reports of `x.SomeTest`.
  SmallCheckout report(String testcases) throws IOException {
    return file(
        "tcp4j-tcp/target/surefire-reports/TEST-x.SomeTest.xml",
        "<?xml version=\"1.0\"?><testsuite name=\"x.SomeTest\">" + testcases + "</testsuite>");
  }

  Matrix matrix() throws IOException {
    return Matrix.read(root);
  }

  List<String> problems() throws IOException {
    return matrix().problems();
  }
}
