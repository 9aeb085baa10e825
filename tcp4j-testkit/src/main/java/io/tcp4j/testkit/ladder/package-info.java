/// The ladder: what two hosts sent each other, and the states they went through, as rows to draw.
///
/// [LadderRecorder] is told what happens, in the order it happens, and makes a [Ladder];
/// [TextLadder] and [SvgLadder] draw it. Nothing here knows how the packets came to be.
@NullMarked
package io.tcp4j.testkit.ladder;

import org.jspecify.annotations.NullMarked;
