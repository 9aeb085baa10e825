package io.tcp4j.bench;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The floor that every checksum is measured against: a plain loop over the bytes of one packet.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class ByteSumBenchmark {
  private final byte[] packet = new byte[1460];

  /// Fills the packet with the same bytes in every run.
  public ByteSumBenchmark() {
    new Random(1).nextBytes(packet);
  }

  /// Adds the bytes of one full-sized segment.
  @Benchmark
  public int plainLoop() {
    int sum = 0;
    for (byte b : packet) {
      sum += b & 0xff;
    }
    return sum;
  }
}
