package io.tcp4j.cli.host;

import io.tcp4j.link.tun.TunException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// How long a command runs that has no end of its own: until SIGTERM or SIGINT, or until its device
/// goes away; and then as long as it takes to end in good order.
///
/// To be opened before what it is to outlive.
public final class Lifetime implements AutoCloseable {
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private final PrintWriter err;
  private final Duration patience;
  private volatile @Nullable TunException failure;

  /// Begins to listen to signals.
  ///
  /// @param err told if the end takes too long
  /// @param patience how long the end may take
  public Lifetime(PrintWriter err, Duration patience) {
    this.err = err;
    this.patience = patience;
    // A signal starts the hooks, and the JVM ends when they do: so this one waits for the end.
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndWait, "tcp4j-stop"));
  }

  /// The device went away. Any thread may call it.
  public void deviceIsGone(TunException e) {
    failure = e;
    stop.countDown();
  }

  /// Waits until it is time to end.
  ///
  /// @throws TunException if the device went away
  public void await() throws TunException, InterruptedException {
    stop.await();
    if (failure != null) {
      throw failure;
    }
  }

  private void stopAndWait() {
    stop.countDown();
    try {
      if (!over.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        err.println("tcp4j: did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// All is ended.
  @Override
  public void close() {
    over.countDown();
  }
}
