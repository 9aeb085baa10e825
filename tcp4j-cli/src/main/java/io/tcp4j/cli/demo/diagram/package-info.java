/// The state diagram of TCP, drawn as text and as a picture.
@NullMarked
package io.tcp4j.cli.demo.diagram;

import org.jspecify.annotations.NullMarked;
