package io.tcp4j.cli.serve.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The part of a file that one `Range: bytes=…` asks for (RFC 9110 §14).
///
/// @param first the offset of its first byte
/// @param length how many bytes; 0 if the file has none of those asked for
record ByteRange(long first, long length) {
  private static final Pattern ONE_RANGE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

  boolean isEmpty() {
    return length == 0;
  }

  /// What a field's value asks for of a file of `size` bytes; null if it asks for the whole file,
  /// or in a way that a server may overlook: another unit, several ranges, or nonsense.
  static @Nullable ByteRange of(String field, long size) {
    Matcher range = ONE_RANGE.matcher(field);
    if (!range.matches()) {
      return null;
    }
    String first = range.group(1);
    String last = range.group(2);
    if (first.isEmpty()) {
      if (last.isEmpty()) {
        return null;
      }
      long length = Math.min(size, Long.parseLong(last));
      return new ByteRange(size - length, length);
    }
    long from = Long.parseLong(first);
    long to = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
    if (to < from) {
      return null;
    }
    return from >= size
        ? new ByteRange(from, 0)
        : new ByteRange(from, Math.min(to, size - 1) - from + 1);
  }
}
