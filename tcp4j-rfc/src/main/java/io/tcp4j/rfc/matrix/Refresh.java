package io.tcp4j.rfc.matrix;

import java.io.IOException;
import java.nio.file.Path;

/// Writes `docs/rfc9293.md` and `docs/rfcs.md`, and says what does not hold; see
/// `docs/rfc/refresh`.
final class Refresh {
  private Refresh() {}

  public static void main(String... args) throws IOException {
    Matrix matrix = Matrix.read(Path.of(args.length > 0 ? args[0] : "."));
    matrix.write();
    matrix.problems().forEach(System.err::println);
    if (!matrix.problems().isEmpty()) {
      System.exit(1);
    }
  }
}
