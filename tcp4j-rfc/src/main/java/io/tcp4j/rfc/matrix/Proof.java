package io.tcp4j.rfc.matrix;

import java.nio.file.Path;
import java.util.Set;

/// One requirement that one test says it proves.
///
/// @param requirement as [Requirement#name]
/// @param module the folder of the test's module
/// @param source the test's source, relative to the root of the checkout
/// @param className the test class's binary name
/// @param method the test's name
/// @param tags the tags on the test and its class
record Proof(
    String requirement,
    String module,
    Path source,
    String className,
    String method,
    Set<String> tags) {

  /// `HandshakeTest#listenIgnoresARst`.
  String test() {
    return className.substring(className.lastIndexOf('.') + 1).replace('$', '.') + "#" + method;
  }

  /// Whether it runs in every build, wherever that is.
  boolean alwaysRuns() {
    return tags.isEmpty();
  }
}
