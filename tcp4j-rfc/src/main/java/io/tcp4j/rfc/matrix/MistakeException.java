package io.tcp4j.rfc.matrix;

/// A file of rows or a test says something that cannot be read.
final class MistakeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MistakeException(String message) {
    super(message);
  }
}
