/// Types of option values that more than one subcommand takes: text in, value or one clear
/// complaint out.
@NullMarked
package io.tcp4j.cli.option;

import org.jspecify.annotations.NullMarked;
