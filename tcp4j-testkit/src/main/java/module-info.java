/// A simulated network for tests of programs, and packetdrill scripts against the stack.
module io.tcp4j.testkit {
  requires static transitive org.jspecify;
  requires transitive io.tcp4j.stack;

  exports io.tcp4j.testkit.network;
  exports io.tcp4j.testkit.packetdrill.run;
  exports io.tcp4j.testkit.packetdrill.script;
  exports io.tcp4j.testkit.time;
}
