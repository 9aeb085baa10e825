/// Linux TUN devices as links, through the foreign function and memory API.
module io.tcp4j.link.tun {
  requires static transitive org.jspecify;
  requires transitive io.tcp4j.link;

  exports io.tcp4j.link.tun;
}
