package io.tcp4j.stack;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/// Where a stack's randomness comes from unless it is told: the product's side of the seam that
/// simulations replace by [IpStack.Builder#random].
final class SystemRandom {
  private SystemRandom() {}

  static RandomGenerator secure() {
    return new SecureRandom();
  }
}
