package io.tcp4j.link.impair;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// The chance in one direction. Each kind of impairment draws from a sequence of its own: changing
/// one leaves the others as they were, and with the same seed a higher probability hits the same
/// packets and some more. Not thread-safe.
final class Dice {
  private final RandomGenerator loss;
  private final RandomGenerator duplicate;
  private final RandomGenerator corrupt;
  private final RandomGenerator corruptBit;
  private final RandomGenerator jitter;
  private final RandomGenerator reorder;
  private final RandomGenerator mark;
  private final Impairments what;

  Dice(Impairments what, RandomGenerator random) {
    this.what = what;
    loss = sequence(random);
    duplicate = sequence(random);
    corrupt = sequence(random);
    corruptBit = sequence(random);
    jitter = sequence(random);
    reorder = sequence(random);
    mark = sequence(random);
  }

  private static RandomGenerator sequence(RandomGenerator random) {
    return new SplittableRandom(random.nextLong());
  }

  boolean loses() {
    return loss.nextDouble() < what.loss();
  }

  boolean marks() {
    return mark.nextDouble() < what.mark();
  }

  boolean duplicates() {
    return duplicate.nextDouble() < what.duplicate();
  }

  boolean corrupts() {
    return corrupt.nextDouble() < what.corrupt();
  }

  /// Returns which bit to flip, of so many.
  int bit(int bits) {
    return corruptBit.nextInt(bits);
  }

  boolean reorders() {
    return reorder.nextDouble() < what.reorder();
  }

  /// Returns how much to add to the delay, from 0 to `most` nanoseconds.
  long jitter(long most) {
    return jitter.nextLong(most + 1);
  }
}
