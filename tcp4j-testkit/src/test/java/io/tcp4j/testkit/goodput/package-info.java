/// How much one connection gets through a bad line: the table of docs/goodput.md.
@NullMarked
package io.tcp4j.testkit.goodput;

import org.jspecify.annotations.NullMarked;
