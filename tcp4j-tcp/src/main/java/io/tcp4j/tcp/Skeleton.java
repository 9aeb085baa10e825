package io.tcp4j.tcp;

/// Keeps the package alive until its first real class arrives, which removes this one.
final class Skeleton {
  private Skeleton() {}

  /// Returns the name of the module that this package was loaded from.
  static String moduleName() {
    return Skeleton.class.getModule().getName();
  }
}
