/// The rules of RFC 9293 §3.10, one class for a subsection or a step.
@NullMarked
package io.tcp4j.tcp.event;

import org.jspecify.annotations.NullMarked;
