package io.tcp4j.stack.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.link.MemoryLink;
import io.tcp4j.link.VirtualTime;
import io.tcp4j.stack.counters.Counters;
import io.tcp4j.stack.device.Device;
import io.tcp4j.stack.ip.Internet;
import io.tcp4j.stack.memory.ByteBudget;
import io.tcp4j.stack.time.TimerService;
import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.IsnGenerator;
import io.tcp4j.tcp.model.TcpConfig;
import io.tcp4j.tcp.model.TcpObserver;
import io.tcp4j.tcp.model.TcpServices;
import io.tcp4j.wire.Endpoint;
import io.tcp4j.wire.IpAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ConnectionTableTest {
  private final TcpHost host = host();
  private final ConnectionTable table = new ConnectionTable(new Random(1));

  private static FourTuple tuple(int local, int remote) {
    Endpoint here = new Endpoint(IpAddress.ofV4(0x0a00_0001), local);
    Endpoint there = new Endpoint(IpAddress.ofV4(0x0a00_0002 + remote / 1000), remote % 1000 + 1);
    return new FourTuple(here, there);
  }

  private Peer peer(FourTuple tuple) {
    return new Connection(host, tuple, null);
  }

  private static TcpHost host() {
    VirtualTime time = new VirtualTime();
    Random random = new Random(1);
    Counters counters = new Counters();
    TimerService timers = new TimerService(time);
    MemoryLink link = MemoryLink.loopback("lo", 1500, time);
    Device loopback = new Device(link, time, Internet.LOOPBACK_ADDRESSES, true);
    Internet internet = new Internet(time, timers, counters, random, loopback, 1, false);
    TcpServices services =
        new TcpServices(
            new IsnGenerator(1, 2), new ByteBudget(1 << 20), counters, TcpObserver.NONE);
    return new TcpHost(
        internet,
        time,
        timers,
        services,
        counters,
        random,
        new HostConfig(1, 2, true, 0, 1, TcpConfig.DEFAULT));
  }

  private Peer find(FourTuple tuple) {
    return table.find(
        tuple.local().address().high(),
        tuple.local().address().low(),
        tuple.local().port(),
        tuple.remote().address().high(),
        tuple.remote().address().low(),
        tuple.remote().port());
  }

  @Test
  void itAgreesWithAMapThroughManyChanges() {
    Random random = new Random(2);
    Map<FourTuple, Peer> expected = new HashMap<>();
    for (int i = 0; i < 200_000; i++) {
      // Grows for a while, then shrinks.
      int range = i < 100_000 ? 5000 : 50;
      FourTuple tuple = tuple(1 + random.nextInt(2), random.nextInt(range));
      Peer known = expected.get(tuple);
      assertThat(find(tuple)).isSameAs(known);
      switch (random.nextInt(3)) {
        case 0 -> {
          Peer fresh = peer(tuple);
          assertThat(table.putIfAbsent(fresh)).isEqualTo(known == null);
          expected.putIfAbsent(tuple, fresh);
        }
        case 1 -> {
          if (known != null) {
            Peer fresh = peer(tuple);
            assertThat(table.replace(known, fresh)).isTrue();
            assertThat(table.replace(known, fresh)).isFalse();
            expected.put(tuple, fresh);
          }
        }
        default -> {
          if (known != null) {
            table.remove(known);
            table.remove(known);
            expected.remove(tuple);
          }
        }
      }
      assertThat(table.size()).isEqualTo(expected.size());
    }
    assertThat(table.all()).containsExactlyInAnyOrderElementsOf(expected.values());
  }

  @Test
  @Timeout(60)
  void whatStaysIsFoundWhileOthersComeAndGo() throws InterruptedException {
    FourTuple[] staying = new FourTuple[50];
    for (int i = 0; i < staying.length; i++) {
      staying[i] = tuple(3, i);
      table.putIfAbsent(peer(staying[i]));
    }
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger missed = new AtomicInteger();
    Thread reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!done.get()) {
                    for (FourTuple tuple : staying) {
                      missed.addAndGet(find(tuple) == null ? 1 : 0);
                    }
                  }
                });
    for (int round = 0; round < 20; round++) {
      Peer[] passing = new Peer[2000];
      for (int i = 0; i < passing.length; i++) {
        passing[i] = peer(tuple(4, i));
        table.putIfAbsent(passing[i]);
      }
      for (Peer peer : passing) {
        table.remove(peer);
      }
    }
    done.set(true);
    reader.join();
    assertThat(missed).hasValue(0);
    assertThat(table.size()).isEqualTo(staying.length);
  }
}
