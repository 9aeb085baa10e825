/// `tcp4j demo`: TCP at work, drawn as a ladder.
@NullMarked
package io.tcp4j.cli.demo;

import org.jspecify.annotations.NullMarked;
