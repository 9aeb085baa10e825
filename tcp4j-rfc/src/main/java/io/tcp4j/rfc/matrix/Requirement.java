package io.tcp4j.rfc.matrix;

import java.util.List;

/// One row: what an RFC asks for, and what of ours answers it.
///
/// @param rfc the number of the RFC
/// @param id the row's name within it, with a small letter at the end if it is one case of several
/// @param section where it is written
/// @param strength how strongly: MUST, SHOULD and so on, or "procedure" for a step of §3.10
/// @param text what is asked for, in our words
/// @param classes simple names of the classes that obey it; empty if it does not apply
/// @param reason why it does not apply; empty if it does
record Requirement(
    int rfc,
    String id,
    String section,
    String strength,
    String text,
    List<String> classes,
    String reason) {

  /// How tests name it.
  String name() {
    return rfc + " " + id;
  }

  /// The id without the letter of the case.
  String idOfAllCases() {
    return isCase() ? id.substring(0, id.length() - 1) : id;
  }

  boolean isCase() {
    return id.matches(".*\\d[a-z]");
  }

  boolean applies() {
    return reason.isEmpty();
  }
}
