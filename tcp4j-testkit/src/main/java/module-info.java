/// Packetdrill scripts against the stack, in virtual time.
module io.tcp4j.testkit {
  requires static transitive org.jspecify;
  requires transitive io.tcp4j.stack;

  exports io.tcp4j.testkit.packetdrill.run;
  exports io.tcp4j.testkit.packetdrill.script;
}
