package io.tcp4j.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.tcp.model.FourTuple;
import io.tcp4j.tcp.model.SendCause;
import io.tcp4j.tcp.model.TcpObserver;
import io.tcp4j.tcp.model.Trigger;
import io.tcp4j.wire.Segment;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;

/// The path of a segment allocates nothing while somebody looks on who only counts, either.
class WatchedAllocationTest extends AllocationTest {
  private static final LongAdder SEEN = new LongAdder();

  /// Counts what it sees.
  private static final class Witness implements TcpObserver {
    @Override
    public void segmentArrived(FourTuple connection, Segment segment) {
      SEEN.increment();
    }

    @Override
    public void segmentSent(
        FourTuple connection, Segment segment, SendCause cause, Trigger trigger) {
      SEEN.increment();
    }
  }

  @Override
  TcpObserver observer() {
    return new Witness();
  }

  @AfterEach
  void somethingWasSeen() {
    assertThat(SEEN.sumThenReset()).isGreaterThan(100_000);
  }
}
