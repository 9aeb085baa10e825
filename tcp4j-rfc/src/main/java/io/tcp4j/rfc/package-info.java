/// Which requirement of which RFC a test proves.
@NullMarked
package io.tcp4j.rfc;

import org.jspecify.annotations.NullMarked;
