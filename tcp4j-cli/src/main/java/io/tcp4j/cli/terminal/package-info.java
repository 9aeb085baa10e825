/// What the command knows about where its output goes.
@NullMarked
package io.tcp4j.cli.terminal;

import org.jspecify.annotations.NullMarked;
