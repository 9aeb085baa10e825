package io.tcp4j.cli.serve.http;

/// The status codes this server answers with (RFC 9110 §15).
enum Status {
  OK(200, "OK"),
  PARTIAL_CONTENT(206, "Partial Content"),
  MOVED_PERMANENTLY(301, "Moved Permanently"),
  NOT_MODIFIED(304, "Not Modified"),
  BAD_REQUEST(400, "Bad Request"),
  NOT_FOUND(404, "Not Found"),
  METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
  RANGE_NOT_SATISFIABLE(416, "Range Not Satisfiable"),
  HEADER_FIELDS_TOO_LARGE(431, "Request Header Fields Too Large"),
  NOT_IMPLEMENTED(501, "Not Implemented"),
  VERSION_NOT_SUPPORTED(505, "HTTP Version Not Supported");

  final int code;
  final String reason;

  Status(int code, String reason) {
    this.code = code;
    this.reason = reason;
  }

  @Override
  public String toString() {
    return code + " " + reason;
  }
}
