/// What tries TCP, and programs over TCP: a simulated network for tests of programs, packetdrill
/// scripts against the stack, and the exploration of all that can happen between two engines.
module io.tcp4j.testkit {
  requires static transitive org.jspecify;
  requires static org.assertj.core;
  requires static org.junit.jupiter.api;
  requires transitive io.tcp4j.stack;
  requires io.tcp4j.nio;

  exports io.tcp4j.testkit.assertj;
  exports io.tcp4j.testkit.campaign;
  exports io.tcp4j.testkit.drawing;
  exports io.tcp4j.testkit.explore;
  exports io.tcp4j.testkit.junit;
  exports io.tcp4j.testkit.ladder;
  exports io.tcp4j.testkit.network;
  exports io.tcp4j.testkit.packetdrill.run;
  exports io.tcp4j.testkit.packetdrill.script;
  exports io.tcp4j.testkit.report;
  exports io.tcp4j.testkit.time;
}
