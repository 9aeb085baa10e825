/// What all pictures of the command are written with.
@NullMarked
package io.tcp4j.cli.svg;

import org.jspecify.annotations.NullMarked;
