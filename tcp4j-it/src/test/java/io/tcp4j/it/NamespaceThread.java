package io.tcp4j.it;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// Moves threads of this JVM into a network namespace: a socket belongs for ever to the namespace
/// of the thread that opened it, so one JVM can hold the kernel's end and ours of a connection.
@SuppressWarnings("restricted")
final class NamespaceThread {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final int O_RDONLY_CLOEXEC = 0x80000;
  private static final int CLONE_NEWNET = 0x40000000;

  private NamespaceThread() {}

  /// Moves the calling thread, which must be a platform thread that ends soon after its work.
  static void enter(Path namespace) throws IOException {
    MethodHandle open =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("open"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    MethodHandle setns =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("setns"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    MethodHandle close =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("close"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      int fd = (int) open.invokeExact(arena.allocateFrom(namespace.toString()), O_RDONLY_CLOEXEC);
      if (fd < 0) {
        throw new IOException("cannot open " + namespace);
      }
      int entered = (int) setns.invokeExact(fd, CLONE_NEWNET);
      int closed = (int) close.invokeExact(fd);
      if (entered != 0 || closed != 0) {
        throw new IOException("cannot enter " + namespace);
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
