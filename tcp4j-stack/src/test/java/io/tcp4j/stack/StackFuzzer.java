package io.tcp4j.stack;

import java.io.IOException;

/// Live connections, for a fuzzer that is led by coverage (Jazzer calls {@link
/// #fuzzerTestOneInput}).
public final class StackFuzzer {
  private static final int STEPS = 150;
  private static long packets;

  private StackFuzzer() {}

  /// Plays one {@link Siege}, from an empty host to the end.
  ///
  /// @param input all choices of it
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    InputChoice choice = new InputChoice(input);
    Siege siege = new Siege(choice, Behaviour.config(choice));
    for (int step = 0; step < STEPS; step++) {
      siege.step();
    }
    siege.end();
    packets += siege.packets;
  }

  /// Says how much was done.
  public static void fuzzerTearDown() {
    System.out.printf("%,d packets%n", packets);
  }
}
