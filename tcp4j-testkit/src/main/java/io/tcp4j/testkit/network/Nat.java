package io.tcp4j.testkit.network;

import io.tcp4j.link.ForwardingLink;
import io.tcp4j.link.Link;
import io.tcp4j.link.Packet;
import io.tcp4j.link.PacketReceiver;
import io.tcp4j.stack.IpStack;
import io.tcp4j.wire.IpAddress;
import io.tcp4j.wire.IpPrefix;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A router that hides what is behind it: its first cable leads outside, all others inside. TCP
/// over IPv4 from inside leaves with its own address and a port that stands for the sender (RFC
/// 3022, RFC 5382); ICMP errors about that cross both ways (RFC 5508). Everything else of IPv4 from
/// inside stays inside. IPv6 is forwarded as it is.
public final class Nat extends Node {
  private final NatConfig config;
  private final ReentrantLock lock = new ReentrantLock();
  private NatTable table;
  private int tables;

  Nat(SimulatedNetwork network, String name, NatConfig config, Consumer<IpStack.Builder> setup) {
    super(network, name, setup.andThen(builder -> builder.forwarding(true)));
    this.config = config;
    table = fresh();
  }

  private NatTable fresh() {
    return new NatTable(config, network.seeds().child("nat " + name()).named("table " + ++tables));
  }

  /// Returns what it remembers at present.
  public List<NatBinding> table() {
    lock.lock();
    try {
      return table.bindings(network.scheduler().nanoTime());
    } finally {
      lock.unlock();
    }
  }

  /// Loses its table without a word, as one that was restarted, or that has too little memory. What
  /// comes from inside gets new ports, which the servers do not know; what comes from outside is
  /// for nobody.
  public void forget() {
    network.trace().note(name() + " forgets its table");
    loseTable();
  }

  @Override
  boolean remembers() {
    return !table().isEmpty();
  }

  @Override
  void crashed() {
    loseTable();
  }

  private void loseTable() {
    lock.lock();
    try {
      table = fresh();
    } finally {
      lock.unlock();
    }
  }

  private boolean isOutside(Port port) {
    return ports().getFirst() == port;
  }

  @Override
  boolean forwards(Port in, Port out, int version) {
    return version == 6 || !isOutside(in);
  }

  @Override
  Link dress(Port port, Link link) {
    return isOutside(port) ? new Outside(link, outsideAddress(port)) : link;
  }

  private static IpAddress outsideAddress(Port port) {
    return port.addresses().stream()
        .filter(IpPrefix::isV4)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a NAT needs an IPv4 address outside"))
        .address();
  }

  /// The link that leads outside.
  private final class Outside extends ForwardingLink {
    private final NatTranslation translation;

    /// What leaves; belongs to the thread that transmits.
    private final Packet copy = new Packet();

    Outside(Link inner, IpAddress address) {
      super(inner);
      translation = new NatTranslation(address, config.answersUnknown());
    }

    @Override
    public boolean transmit(Packet packet) {
      byte[] bytes = Arrays.copyOfRange(packet.array, packet.offset, packet.offset + packet.length);
      copy.set(bytes, 0, bytes.length).describeLike(packet);
      String refusal;
      lock.lock();
      try {
        refusal = translation.outbound(copy, table, network.scheduler().nanoTime());
      } finally {
        lock.unlock();
      }
      return !refused(packet, refusal) && super.transmit(copy);
    }

    private boolean refused(Packet packet, @Nullable String refusal) {
      if (refusal != null) {
        network.trace().dropped(packet, Nat.this.name() + " " + refusal);
      }
      return refusal != null;
    }

    @Override
    public void open(PacketReceiver receiver) {
      super.open(
          new PacketReceiver() {
            @Override
            public void receive(Packet packet) {
              String refusal;
              lock.lock();
              try {
                refusal = translation.inbound(packet, table, network.scheduler().nanoTime());
              } finally {
                lock.unlock();
              }
              if (!refused(packet, refusal)) {
                receiver.receive(packet);
              }
            }

            @Override
            public void batchEnd() {
              receiver.batchEnd();
            }
          });
    }
  }
}
