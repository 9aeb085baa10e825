/// The tcp4j command.
@NullMarked
package io.tcp4j.cli;

import org.jspecify.annotations.NullMarked;
