/// The assertions that scripts make about a connection, in a small part of Python.
@NullMarked
package io.tcp4j.testkit.packetdrill.code;

import org.jspecify.annotations.NullMarked;
