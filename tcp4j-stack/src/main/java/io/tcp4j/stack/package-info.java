/// IP, ICMP, routing, demultiplexing and the threads around the TCP engine.
@NullMarked
package io.tcp4j.stack;

import org.jspecify.annotations.NullMarked;
