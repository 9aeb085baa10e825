/// The sans-IO TCP engine: RFC 9293 without threads, clocks or sockets.
@NullMarked
package io.tcp4j.tcp;

import org.jspecify.annotations.NullMarked;
