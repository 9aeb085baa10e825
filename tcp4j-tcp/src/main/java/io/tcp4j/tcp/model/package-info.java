/// The vocabulary of the engine: states, configuration, observers.
@NullMarked
package io.tcp4j.tcp.model;

import org.jspecify.annotations.NullMarked;
