/// The transmission control block, the sum of the parts below it (RFC 9293 §3.3.1).
@NullMarked
package io.tcp4j.tcp.control;

import org.jspecify.annotations.NullMarked;
