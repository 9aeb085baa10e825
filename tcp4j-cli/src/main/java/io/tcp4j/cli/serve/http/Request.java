package io.tcp4j.cli.serve.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The head of a request (RFC 9112 §2.1).
///
/// @param method as sent; methods are case-sensitive
/// @param target as sent: a path with its query, an absolute URI, or `*`
/// @param minorVersion the y of HTTP/1.y
/// @param fields the values of each field, by its name in lower case, in the order they came
record Request(String method, String target, int minorVersion, Map<String, List<String>> fields) {

  /// The only value of a field; null if it is absent or was sent more than once.
  @Nullable String field(String name) {
    List<String> values = fields.getOrDefault(name, List.of());
    return values.size() == 1 ? values.getFirst() : null;
  }

  boolean isHead() {
    return "HEAD".equals(method);
  }

  /// Whether another request may follow on this connection (RFC 9112 §9.3).
  boolean keepsAlive() {
    return minorVersion >= 1 ? !connectionSays("close") : connectionSays("keep-alive");
  }

  private boolean connectionSays(String option) {
    for (String value : fields.getOrDefault("connection", List.of())) {
      for (String token : value.split(",", -1)) {
        if (token.strip().toLowerCase(Locale.ROOT).equals(option)) {
          return true;
        }
      }
    }
    return false;
  }
}
