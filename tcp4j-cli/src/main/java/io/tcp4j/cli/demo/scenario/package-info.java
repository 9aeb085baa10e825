/// The scenarios of `tcp4j demo`, a class each. To add one: write its class, and add it to the list
/// in [Scenarios].
@NullMarked
package io.tcp4j.cli.demo.scenario;

import org.jspecify.annotations.NullMarked;
