package io.tcp4j.rfc;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Says that a test proves a requirement: that it fails when the code no longer obeys it.
///
/// ```java
/// @Test
/// @Rfc({"9293 MUST-3", "1122 4.2.2.7"})
/// void aSegmentWithABadChecksumHasNoEffect() { … }
/// ```
///
/// `docs/rfc9293.md` and `docs/rfcs.md` are written from these, beside the rows in `docs/rfc`. The
/// annotation is read from the sources, so it is on test methods only and its values are literals.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.SOURCE)
public @interface Rfc {

  /// Each of them the number of an RFC, a space, and the row: for RFC 9293 the name that the RFC
  /// gives it (`9293 MUST-20`, `9293 SHLD-9`, `9293 N-1`, `9293 E-4`), for any other RFC the
  /// section (`5961 3.2`). A small letter behind it (`9293 MUST-15b`, `5961 3.2a`) tells the cases
  /// of one requirement apart.
  ///
  /// @return the rows
  String[] value();
}
