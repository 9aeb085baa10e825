/// The matrix from requirement to code to test: reads the rows in `docs/rfc`, the
/// [io.tcp4j.rfc.Rfc] of the tests and the reports of their runs, writes the pages, and says what
/// does not hold.
@NullMarked
package io.tcp4j.rfc.matrix;

import org.jspecify.annotations.NullMarked;
