/// What pictures and pages are written with: lines of text with their width, letters and colours;
/// and SVG.
@NullMarked
package io.tcp4j.testkit.drawing;

import org.jspecify.annotations.NullMarked;
