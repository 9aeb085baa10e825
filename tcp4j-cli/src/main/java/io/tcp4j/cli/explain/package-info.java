/// `tcp4j explain`: what a state, a flag, an option or a section of an RFC means.
///
/// The words are data, a list for each kind of topic; what leads from where to where, and which
/// segments a rule asks for, comes from the engine's own tables.
@NullMarked
package io.tcp4j.cli.explain;

import org.jspecify.annotations.NullMarked;
