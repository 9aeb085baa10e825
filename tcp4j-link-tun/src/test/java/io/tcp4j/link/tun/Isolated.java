package io.tcp4j.link.tun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Runs a test's body on a thread that has a network namespace of its own. In Linux that is a
/// property of the thread: devices and sockets it opens, and programs and threads it starts, live
/// in there too. The namespace goes when the last of them does, so there is nothing to remove.
@SuppressWarnings("restricted")
final class Isolated {
  private static final int CLONE_NEWNS = 0x0002_0000;
  private static final int CLONE_NEWNET = 0x4000_0000;
  private static final int CAPABILITY_VERSION_3 = 0x2008_0522;
  private static final boolean INSISTED = Boolean.getBoolean("root.tests");
  private static final long LIMIT_SECONDS = 60;

  private Isolated() {}

  /// What a test does inside.
  interface Body {
    void run() throws Exception;
  }

  /// Runs the body, or skips the test where there is no root or no TUN; with `-Droot.tests=true`
  /// that is a failure.
  static void run(Body body) throws Exception {
    requires(isRoot(), "needs root on Linux");
    requires(Files.exists(Path.of("/dev/net/tun")), "needs /dev/net/tun");
    requires(hasIp(), "needs the program ip (iproute2)");
    FutureTask<Boolean> task =
        new FutureTask<>(
            () -> {
              if (call("unshare", CLONE_NEWNET) != 0) {
                return false;
              }
              ip("link set lo up");
              body.run();
              return true;
            });
    Thread.ofPlatform().name("isolated").daemon().start(task);
    try {
      requires(task.get(LIMIT_SECONDS, TimeUnit.SECONDS), "needs a network namespace");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Exception cause -> throw cause;
        case Error cause -> throw cause;
        default -> throw e;
      }
    }
  }

  /// Takes all capabilities from this thread; it is still user 0.
  static void dropCapabilities() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment header = arena.allocateFrom(ValueLayout.JAVA_INT, CAPABILITY_VERSION_3, 0);
      MemorySegment none = arena.allocate(6 * Integer.BYTES);
      FunctionDescriptor signature =
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
      int result = (int) function("capset", signature).invokeExact(header, none);
      assertThat(result).as("capset").isZero();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /// Hides what is in a directory from this thread and what it starts.
  static void hide(String directory) throws Exception {
    requires(call("unshare", CLONE_NEWNS) == 0, "needs a mount namespace");
    program("mount", "--make-rprivate", "/");
    program("mount", "-t", "tmpfs", "none", directory);
  }

  /// Runs `ip` with these arguments, separated by spaces.
  ///
  /// @return what it prints
  static String ip(String arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(Arrays.asList(arguments.split(" ")));
    return program(command.toArray(String[]::new));
  }

  private static String program(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join(" ", command) + ": " + output).isZero();
    return output;
  }

  private static void requires(boolean condition, String what) {
    if (INSISTED) {
      assertThat(condition).as("-Droot.tests=true, but this test " + what).isTrue();
    } else {
      assumeTrue(condition, "skipped: " + what);
    }
  }

  private static boolean isRoot() throws IOException {
    Path self = Path.of("/proc/self");
    return Files.exists(self) && "0".equals(Files.getAttribute(self, "unix:uid").toString());
  }

  private static boolean hasIp() {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "ip")));
  }

  private static int call(String name, int argument) {
    FunctionDescriptor signature =
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    try {
      return (int) function(name, signature).invokeExact(argument);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static MethodHandle function(String name, FunctionDescriptor signature) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), signature);
  }
}
