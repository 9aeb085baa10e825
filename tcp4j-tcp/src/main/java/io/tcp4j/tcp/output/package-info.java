/// What leaves, and when: RFC 9293 §3.7.4, §3.8.6.
@NullMarked
package io.tcp4j.tcp.output;

import org.jspecify.annotations.NullMarked;
