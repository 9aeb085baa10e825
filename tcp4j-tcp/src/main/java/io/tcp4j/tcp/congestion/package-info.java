/// How much the network can take: RFC 5681.
@NullMarked
package io.tcp4j.tcp.congestion;

import org.jspecify.annotations.NullMarked;
