/// Bad networks: a link that delays, loses, reorders, duplicates, marks, corrupts and throttles, on
/// purpose, repeatably, and counting what it did.
@NullMarked
package io.tcp4j.link.impair;

import org.jspecify.annotations.NullMarked;
