/// Small programs that show how tcp4j is used.
@NullMarked
package io.tcp4j.examples;

import org.jspecify.annotations.NullMarked;
