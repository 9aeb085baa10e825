package io.tcp4j.it;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the kernel knows of urgent data and the JDK's sockets do not ask it: `recv` with MSG_OOB,
/// and SIOCATMARK.
@SuppressWarnings("restricted")
final class KernelUrgent {
  /// {@link #receive}: there is urgent data, but the octet out of band has not arrived (EAGAIN).
  static final int NOT_ARRIVED = -11;

  /// {@link #receive}: there is no octet out of band (EINVAL).
  static final int NONE = -22;

  private static final int MSG_OOB = 1;
  private static final int MSG_DONTWAIT = 0x40;
  private static final long SIOCATMARK = 0x8905;
  private static final Pattern INODE = Pattern.compile("ino:(\\d+)");

  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout ERRNO = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO_VALUE =
      ERRNO.varHandle(StructLayout.PathElement.groupElement("errno"));
  private static final MethodHandle RECV =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("recv"),
          FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT),
          Linker.Option.captureCallState("errno"));
  private static final MethodHandle IOCTL =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("ioctl"),
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
          Linker.Option.firstVariadicArg(2));

  private final int descriptor;

  private KernelUrgent(int descriptor) {
    this.descriptor = descriptor;
  }

  /// That of the kernel's end of a connection.
  static KernelUrgent of(KernelConnection connection) throws IOException {
    String line =
        connection.namespace.run(
            "ss", "-tneH", "state", "established", "sport = :" + KernelConnection.PORT);
    Matcher inode = INODE.matcher(line);
    if (!inode.find()) {
      throw new AssertionError("no inode in " + line);
    }
    return new KernelUrgent(descriptor("socket:[" + inode.group(1) + "]"));
  }

  /// The descriptor by which this process has a file open.
  private static int descriptor(String file) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path one : all) {
        if (file.equals(target(one))) {
          return Integer.parseInt(one.getFileName().toString());
        }
      }
    }
    throw new AssertionError("no descriptor for " + file);
  }

  private static String target(Path link) throws IOException {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (NoSuchFileException e) {
      return ""; // closed meanwhile, such as that of the listing
    }
  }

  /// The octet out of band, or {@link #NOT_ARRIVED} or {@link #NONE}; does not wait.
  int receive() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = arena.allocate(ERRNO);
      MemorySegment octet = arena.allocate(1);
      long n = (long) RECV.invokeExact(errno, descriptor, octet, 1L, MSG_OOB | MSG_DONTWAIT);
      return n == 1 ? octet.get(JAVA_BYTE, 0) & 0xff : -(int) ERRNO_VALUE.get(errno, 0L);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /// Whether what is read next is at the mark: the last urgent octet, or its place.
  boolean atMark() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment answer = arena.allocate(JAVA_INT);
      int result = (int) IOCTL.invokeExact(descriptor, SIOCATMARK, answer);
      if (result != 0) {
        throw new AssertionError("SIOCATMARK failed");
      }
      return answer.get(JAVA_INT, 0) != 0;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
