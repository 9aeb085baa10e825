package io.tcp4j.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.nio.Maker.Pair;
import io.tcp4j.nio.Maker.World;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What programs expect of a [java.net.Socket] that several threads read or write, of the JDK's
/// sockets first and then of ours.
@ParameterizedClass
@EnumSource(Maker.class)
@Timeout(60)
class SharedSocketContractTest {
  private static final int READERS = 4;
  private static final int WRITE = 1 << 20;

  @Parameter Maker maker;
  private World world;

  @BeforeEach
  void open() throws IOException {
    world = maker.open();
  }

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  @Test
  void eachByteGoesToOneReader() throws Exception {
    try (Pair pair = world.pair()) {
      InputStream input = pair.client().getInputStream();
      List<FutureTask<Integer>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(Maker.start(input::read));
      }
      for (int octet = 1; octet <= READERS; octet++) {
        pair.server().getOutputStream().write(octet);
      }
      List<Integer> read = new ArrayList<>();
      for (FutureTask<Integer> reader : readers) {
        read.add(reader.get());
      }
      assertThat(read).containsExactlyInAnyOrder(1, 2, 3, 4);
    }
  }

  @Test
  void aWriteIsNotTornByAnother() throws Exception {
    try (Pair pair = world.pair()) {
      List<FutureTask<Boolean>> writers = new ArrayList<>();
      for (byte octet = 1; octet <= 2; octet++) {
        byte[] bytes = new byte[WRITE];
        Arrays.fill(bytes, octet);
        writers.add(
            Maker.start(
                () -> {
                  pair.client().getOutputStream().write(bytes);
                  return true;
                }));
      }
      for (int i = 0; i < writers.size(); i++) {
        byte[] bytes = pair.server().getInputStream().readNBytes(WRITE);
        assertThat(bytes).containsOnly(bytes[0]);
      }
      for (FutureTask<Boolean> writer : writers) {
        assertThat(writer.get()).isTrue();
      }
    }
  }

  @Test
  void closeWakesAllReaders() throws Exception {
    try (Pair pair = world.pair()) {
      InputStream input = pair.client().getInputStream();
      List<FutureTask<Integer>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(Maker.start(input::read));
      }
      pair.client().close();

      for (FutureTask<Integer> reader : readers) {
        assertThatThrownBy(reader::get)
            .rootCause()
            .isInstanceOf(SocketException.class)
            .hasMessage("Socket closed");
      }
    }
  }
}
