package io.tcp4j.it;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/// A network namespace: the kernel's end of every connection lives in it, and nothing that happens
/// there is seen outside. Closing it ends what was started in it and removes it.
final class Namespace implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String name;
  private final Thread removal;
  private final Deque<AutoCloseable> owned = new ArrayDeque<>();

  private Namespace(String name) {
    this.name = name;
    this.removal = new Thread(this::remove);
  }

  /// Makes one, with its loopback interface up.
  static Namespace create() {
    long pid = ProcessHandle.current().pid();
    Namespace namespace = new Namespace("tcp4j-it-" + pid + "-" + NUMBER.incrementAndGet());
    Program.run(LIMIT, List.of("ip", "netns", "add", namespace.name));
    Runtime.getRuntime().addShutdownHook(namespace.removal);
    namespace.run("ip", "link", "set", "lo", "up");
    return namespace;
  }

  /// What `ip netns` calls it.
  String name() {
    return name;
  }

  /// Starts a program inside, which is ended with the namespace; its output is collected.
  Program start(List<String> command) {
    return own(Program.start(inside(command)));
  }

  /// Starts a program inside, which is ended with the namespace; the caller reads its output.
  Program startForReading(List<String> command) {
    return own(Program.startForReading(inside(command)));
  }

  /// Has something closed with the namespace, the last thing first.
  <T extends AutoCloseable> T own(T thing) {
    owned.push(thing);
    return thing;
  }

  /// Runs a program inside to its end.
  ///
  /// @return what it wrote to standard output
  String run(String... command) {
    return Program.run(LIMIT, inside(List.of(command)));
  }

  /// Runs a program inside that may take longer.
  String run(Duration limit, String... command) {
    return Program.run(limit, inside(List.of(command)));
  }

  /// Moves a device from here to another namespace. It loses its addresses, and whoever holds it
  /// open keeps it.
  void giveDevice(String device, Namespace to) {
    run("ip", "link", "set", device, "netns", to.name);
  }

  /// The command that runs a command inside; the process keeps its pid.
  private List<String> inside(List<String> command) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
    all.addAll(command);
    return all;
  }

  /// Runs a task on a thread inside: sockets and devices it opens belong to the namespace.
  <T> T call(Callable<T> task) throws Exception {
    FutureTask<T> future =
        new FutureTask<>(
            () -> {
              NamespaceThread.enter(Path.of("/run/netns", name));
              return task.call();
            });
    Thread.ofPlatform().name(name).start(future);
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void remove() {
    Program.run(LIMIT, List.of("ip", "netns", "del", name));
  }

  @Override
  public void close() throws IOException {
    try {
      while (!owned.isEmpty()) {
        owned.pop().close();
      }
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    } finally {
      removeNow();
    }
  }

  private void removeNow() {
    Runtime.getRuntime().removeShutdownHook(removal);
    remove();
  }
}
