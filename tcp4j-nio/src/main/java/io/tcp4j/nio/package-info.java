/// The JDK's face of a stack: factories of `java.net` sockets for unmodified programs.
@NullMarked
package io.tcp4j.nio;

import org.jspecify.annotations.NullMarked;
