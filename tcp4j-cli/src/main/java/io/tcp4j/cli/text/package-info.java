/// Text as a person reads it on a terminal: pages, and words that were mistyped.
@NullMarked
package io.tcp4j.cli.text;

import org.jspecify.annotations.NullMarked;
