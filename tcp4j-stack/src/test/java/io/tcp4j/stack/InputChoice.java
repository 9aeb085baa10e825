package io.tcp4j.stack;

import java.util.random.RandomGenerator;

/// Choices made by the bytes of a fuzzer's input, small ones by one byte each, so that a change of
/// one byte changes little. When they are used up they serve again, each time mixed with something
/// else: a short input is good for a long run, too.
final class InputChoice implements RandomGenerator {
  private final byte[] input;
  private int at;
  private int round;

  InputChoice(byte[] input) {
    this.input = input;
  }

  private long next(int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = (value << 8) | nextByte();
    }
    return value;
  }

  private int nextByte() {
    int octet = at < input.length ? input[at++] : 0;
    int mixed = (octet ^ ((round * 0x9e3779b1) >>> 24)) & 0xff;
    if (at >= input.length) {
      at = 0;
      round++;
    }
    return mixed;
  }

  @Override
  public long nextLong() {
    return next(8);
  }

  @Override
  public int nextInt() {
    return (int) next(4);
  }

  @Override
  public int nextInt(int bound) {
    int bytes = bound <= 0x100 ? 1 : bound <= 0x10000 ? 2 : 4;
    return (int) (next(bytes) % bound);
  }

  @Override
  public int nextInt(int origin, int bound) {
    return origin + nextInt(bound - origin);
  }

  @Override
  public boolean nextBoolean() {
    return (next(1) & 1) != 0;
  }
}
