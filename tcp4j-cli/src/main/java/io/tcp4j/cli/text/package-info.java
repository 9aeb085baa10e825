/// Text as a person reads it on a terminal: its width, its letters and its colours.
@NullMarked
package io.tcp4j.cli.text;

import org.jspecify.annotations.NullMarked;
