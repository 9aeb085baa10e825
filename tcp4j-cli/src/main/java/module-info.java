/// The tcp4j command.
module io.tcp4j.cli {
  requires static transitive org.jspecify;
  requires io.tcp4j.stack;
  requires io.tcp4j.link.tun;
  requires io.tcp4j.testkit;
  requires info.picocli;

  opens io.tcp4j.cli to
      info.picocli;
  opens io.tcp4j.cli.demo to
      info.picocli;
  opens io.tcp4j.cli.explain to
      info.picocli;
  opens io.tcp4j.cli.gateway to
      info.picocli;
  opens io.tcp4j.cli.host to
      info.picocli;
  opens io.tcp4j.cli.option to
      info.picocli;
  opens io.tcp4j.cli.packetdrill to
      info.picocli;
  opens io.tcp4j.cli.serve to
      info.picocli;
  opens io.tcp4j.cli.simulate to
      info.picocli;
}
