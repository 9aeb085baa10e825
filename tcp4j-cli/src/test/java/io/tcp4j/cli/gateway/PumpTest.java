package io.tcp4j.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PumpTest {
  /// An end that has some bytes to read, and room for some.
  private static final class FakeEnd implements End {
    final ByteArrayOutputStream written = new ByteArrayOutputStream();
    byte[] toRead = {};
    int at;
    boolean ends;
    int room = Integer.MAX_VALUE;
    boolean wantsRead;
    boolean wantsWrite;
    boolean ended;
    boolean broken;
    int reads;

    @Override
    public int read(ByteBuffer into) throws IOException {
      reads++;
      if (broken) {
        throw new IOException("broken");
      }
      int length = Math.min(into.remaining(), toRead.length - at);
      into.put(toRead, at, length);
      at += length;
      return length == 0 && ends ? -1 : length;
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
      if (broken) {
        throw new IOException("broken");
      }
      int length = Math.min(room, from.remaining());
      written.write(from.array(), from.arrayOffset() + from.position(), length);
      from.position(from.position() + length);
      room -= length;
    }

    @Override
    public void endOutput() throws IOException {
      if (broken) {
        throw new IOException("broken");
      }
      ended = true;
    }

    @Override
    public void wantRead(boolean wanted) {
      wantsRead = wanted;
    }

    @Override
    public void wantWrite() {
      wantsWrite = true;
    }
  }

  private final FakeEnd from = new FakeEnd();
  private final FakeEnd to = new FakeEnd();
  private final List<String> told = new ArrayList<>();
  private final Pump.Owner owner =
      new Pump.Owner() {
        @Override
        public void finished(Pump pump) {
          told.add("finished");
        }

        @Override
        public void readFailed(Pump pump) {
          told.add("read failed");
        }

        @Override
        public void writeFailed(Pump pump) {
          told.add("write failed");
        }

        @Override
        public void stopped(Pump pump) {
          told.add("stopped");
        }
      };
  private final Buffers buffers = new Buffers(2 * Buffers.LARGE);
  private final Pump pump = new Pump(from, to, buffers, owner);

  private void provide(int length) {
    from.toRead = new byte[length];
    new Random(length).nextBytes(from.toRead);
  }

  @Test
  void whatIsThereIsCarriedAndMoreIsWantedThen() {
    provide(200_000);
    pump.run();
    assertThat(to.written.toByteArray()).isEqualTo(from.toRead);
    assertThat(pump.moved()).isEqualTo(200_000);
    assertThat(from.wantsRead).isTrue();
    assertThat(told).isEmpty();
  }

  @Test
  void nothingMoreIsReadWhileWhatWasReadFindsNoRoom() {
    provide(500_000);
    to.room = 100_000;
    pump.run();
    assertThat(from.at).as("at most a buffer ahead").isEqualTo(2 * 65_536);
    assertThat(from.wantsRead).isFalse();
    assertThat(to.wantsWrite).isTrue();
    pump.run();
    assertThat(from.at).isEqualTo(2 * 65_536);

    while (to.written.size() < 500_000) {
      to.room = 70_001;
      pump.run();
    }
    assertThat(to.written.toByteArray()).isEqualTo(from.toRead);
    assertThat(from.wantsRead).isTrue();
  }

  @Test
  void onlyWhatWaitsHasABuffer() {
    provide(300_000);
    to.room = 1000;
    pump.run();
    assertThat(buffers.taken()).isEqualTo(Buffers.LARGE);
    to.room = 1_000_000;
    pump.run();
    assertThat(buffers.taken()).isZero();
  }

  @Test
  void aPumpThatIsStoppedLetsGoOfWhatWaits() {
    provide(300_000);
    to.room = 1000;
    pump.run();
    pump.stop();
    assertThat(buffers.taken()).isZero();
  }

  @Test
  void aBrokenReceiverLetsGoOfWhatWaits() {
    provide(300_000);
    to.room = 1000;
    pump.run();
    to.broken = true;
    pump.run();
    assertThat(buffers.taken()).isZero();
    assertThat(told).containsExactly("write failed");
  }

  @Test
  void whereManyWaitEachHasALittleOnly() {
    List<Pump> stalled = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      FakeEnd sender = new FakeEnd();
      sender.toRead = new byte[300_000];
      FakeEnd receiver = new FakeEnd();
      receiver.room = 1;
      Pump one = new Pump(sender, receiver, buffers, owner);
      one.run();
      stalled.add(one);
      assertThat(sender.at).isEqualTo(i < 2 ? Buffers.LARGE : Buffers.SMALL);
    }
    assertThat(buffers.taken()).isEqualTo(2 * Buffers.LARGE + 98 * Buffers.SMALL);
    stalled.forEach(Pump::stop);
    assertThat(buffers.taken()).isZero();
  }

  @Test
  void theEndComesAfterTheLastByte() {
    provide(10);
    from.ends = true;
    to.room = 4;
    pump.run();
    assertThat(to.ended).isFalse();
    to.room = 6;
    pump.run();
    assertThat(to.ended).isTrue();
    assertThat(told).containsExactly("finished");
    assertThat(pump.isOver()).isTrue();
    pump.run();
    pump.run();
    assertThat(told).containsExactly("finished", "stopped");
  }

  @Test
  void aFlowThatNeverEndsLetsOthersHaveTheirTurn() {
    provide(10_000_000);
    pump.run();
    assertThat(from.reads).isEqualTo(16);
    assertThat(from.wantsRead).as("whichever end can, comes back").isTrue();
    assertThat(to.wantsWrite).isTrue();
  }

  @Test
  void failuresAreToldOnceAndByTheEndThatFailed() {
    from.broken = true;
    pump.run();
    pump.run();
    assertThat(told).containsExactly("read failed", "stopped");
  }

  @Test
  void soAreThoseOfWriting() {
    provide(10);
    to.broken = true;
    pump.run();
    assertThat(told).containsExactly("write failed");
  }

  @Test
  void soIsThatOfEnding() {
    from.ends = true;
    to.broken = true;
    pump.run();
    assertThat(told).containsExactly("write failed");
  }

  @Test
  void aStoppedPumpCarriesNothing() {
    provide(10);
    pump.stop();
    pump.run();
    assertThat(to.written.size()).isZero();
    assertThat(told).containsExactly("stopped");
  }

  /// Word that is left while another thread is at it is never lost.
  @Test
  void oneThreadAtATimeIsAtItAndNoCallIsLost() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger offered = new AtomicInteger();
    AtomicInteger carried = new AtomicInteger();
    End source =
        new End() {
          @Override
          public int read(ByteBuffer into) {
            assertThat(inside.incrementAndGet()).isEqualTo(1);
            int n = offered.getAndSet(0);
            into.put(new byte[n]);
            inside.decrementAndGet();
            return n;
          }

          @Override
          public void write(ByteBuffer from) {
            carried.addAndGet(from.remaining());
            from.position(from.limit());
          }

          @Override
          public void endOutput() {}

          @Override
          public void wantRead(boolean wanted) {}

          @Override
          public void wantWrite() {}
        };
    Pump shared = new Pump(source, source, buffers, owner);
    Thread[] threads = new Thread[4];
    Arrays.setAll(
        threads,
        _ ->
            Thread.ofPlatform()
                .start(
                    () -> {
                      for (int i = 0; i < 10_000; i++) {
                        offered.incrementAndGet();
                        shared.run();
                      }
                    }));
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(carried.get()).isEqualTo(40_000);
  }
}
