/// Deadlines and round-trip times: RFC 6298 and RFC 9293 §3.8.
@NullMarked
package io.tcp4j.tcp.timer;

import org.jspecify.annotations.NullMarked;
