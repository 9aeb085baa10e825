package io.tcp4j.cli.serve.http;

/// A request that cannot be answered as asked; after it nothing on the connection can be trusted
/// to be the start of another one.
final class BadRequestException extends Exception {
  private static final long serialVersionUID = 1;

  private final Status status;

  BadRequestException(Status status, String message) {
    super(message);
    this.status = status;
  }

  Status status() {
    return status;
  }
}
