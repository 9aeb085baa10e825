package io.tcp4j.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A running program whose standard error (and standard output, unless the caller reads that
/// itself) is collected. Closing it ends the process, and no other.
final class Program implements AutoCloseable {
  private final List<String> command;
  private final Process process;
  private final Collected errors;
  private final Collected output;

  private Program(List<String> command, Process process, boolean collectOutput) {
    this.command = command;
    this.process = process;
    this.errors = new Collected();
    this.output = new Collected();
    errors.collect(process.getErrorStream());
    if (collectOutput) {
      output.collect(process.getInputStream());
    }
  }

  /// Starts a program; its standard output is collected.
  static Program start(List<String> command) {
    return new Program(command, process(command), true);
  }

  /// Starts a program whose standard output the caller reads with [#outputStream()].
  static Program startForReading(List<String> command) {
    return new Program(command, process(command), false);
  }

  private static Process process(List<String> command) {
    try {
      return new ProcessBuilder(command).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs a program without input to its end, which must come in time and be a success.
  ///
  /// @return what it wrote to standard output
  static String run(Duration limit, List<String> command) {
    try (Program program = start(command)) {
      program.endInput();
      int status = program.awaitExit(limit);
      if (status != 0) {
        throw new AssertionError(program + " ended with " + status);
      }
      return program.output();
    }
  }

  /// What the program reads as its standard input.
  OutputStream input() {
    return process.getOutputStream();
  }

  /// Ends the program's standard input.
  void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What the program writes; only for one started with [#startForReading].
  InputStream outputStream() {
    return process.getInputStream();
  }

  /// What was collected of standard output so far.
  String output() {
    return output.text();
  }

  /// What was collected of standard error so far.
  String errors() {
    return errors.text();
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Waits until a line is in the standard output.
  void awaitOutputLine(String line, Duration limit) {
    if (!output.awaitLine(line, limit)) {
      throw new AssertionError(this + " did not print " + line);
    }
  }

  /// Waits for the end of the process and of its output.
  ///
  /// @return the exit status
  int awaitExit(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(this + " still runs after " + limit);
      }
      errors.awaitEnd();
      output.awaitEnd();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Whether processes that this one starts hear SIGINT: not if this one was itself started with it
  /// ignored, as a shell starts jobs in the background.
  static boolean hearsInterrupts() throws IOException {
    String ignored =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .findFirst()
            .orElseThrow()
            .substring("SigIgn:".length())
            .strip();
    long interrupt = 1L << 1; // signal 2
    return (Long.parseUnsignedLong(ignored, 16) & interrupt) == 0;
  }

  /// Asks the process to end (SIGTERM); what it still writes is collected.
  void terminate() {
    process.toHandle().destroy(); // Process.destroy would close our ends of its pipes.
  }

  @Override
  public void close() {
    terminate();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return String.join(" ", command)
        + "\n--- standard output\n"
        + output()
        + "\n--- standard error\n"
        + errors()
        + "\n---";
  }

  /// A stream read to its end by a thread of its own.
  private static final class Collected {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean ended = true;

    void collect(InputStream stream) {
      ended = false;
      Thread.ofVirtual().start(() -> readAll(stream));
    }

    private void readAll(InputStream stream) {
      byte[] buffer = new byte[8192];
      try (stream) {
        for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
          add(buffer, n, false);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        add(buffer, 0, true);
      }
    }

    private void add(byte[] buffer, int n, boolean last) {
      lock.lock();
      try {
        bytes.write(buffer, 0, n);
        ended |= last;
        more.signalAll();
      } finally {
        lock.unlock();
      }
    }

    String text() {
      lock.lock();
      try {
        return bytes.toString(StandardCharsets.UTF_8);
      } finally {
        lock.unlock();
      }
    }

    boolean awaitLine(String line, Duration limit) {
      lock.lock();
      try {
        long left = limit.toNanos();
        while (!("\n" + text()).contains("\n" + line + "\n")) {
          if (ended || left <= 0) {
            return false;
          }
          left = more.awaitNanos(left);
        }
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } finally {
        lock.unlock();
      }
    }

    void awaitEnd() throws InterruptedException {
      lock.lock();
      try {
        while (!ended) {
          more.await();
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
