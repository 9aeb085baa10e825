package io.tcp4j.cli.demo.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// Calls that declare failures which this world has no cause for.
final class Calls {
  private Calls() {}

  /// A call of the stack.
  @FunctionalInterface
  interface Call<T extends @Nullable Object> {
    T run() throws IOException;
  }

  static <T extends @Nullable Object> T get(Call<T> call) {
    try {
      return call.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
