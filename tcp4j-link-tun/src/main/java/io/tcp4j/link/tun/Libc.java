package io.tcp4j.link.tun;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The few C library calls a TUN device takes. A call returns what the C function does, or the
/// negated error number where that fails: there is no errno to ask for afterwards.
///
/// Every call is a plain downcall. None is `critical`: that would hold up every safepoint of the
/// virtual machine for as long as the call takes, for 14 ns saved on a copy.
///
/// An instance owns the memory its calls' error numbers are stored in, so it belongs to one thread
/// at a time. The class must not be loaded before [Platform#requireTun()] has said yes.
@SuppressWarnings("restricted") // the one class that calls out of the virtual machine
final class Libc {
  static final int O_RDWR = 2;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x8_0000;
  static final int F_SETFD = 2;
  static final int F_GETFL = 3;
  static final int F_SETFL = 4;
  static final int FD_CLOEXEC = 1;
  static final short POLLIN = 0x001;
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int AF_NETLINK = 16;
  static final int SOCK_RAW = 3;

  /// The flags an eventfd and a socket take are the ones of open.
  static final int CLOEXEC_NONBLOCK = O_CLOEXEC | O_NONBLOCK;

  private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = CALL_STATE.varHandle(PathElement.groupElement("errno"));

  private static final MethodHandle OPEN =
      variadic("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
  private static final MethodHandle IOCTL =
      variadic("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));
  private static final MethodHandle FCNTL =
      variadic("fcntl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle CLOSE =
      downcall("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle READ =
      downcall("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle WRITE =
      downcall("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle POLL =
      downcall("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle EVENTFD =
      downcall("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle SOCKET =
      downcall("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle STRERROR =
      downcall("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));

  private final MemorySegment callState;

  /// Makes a caller whose memory lives as long as the arena.
  Libc(Arena arena) {
    callState = arena.allocate(CALL_STATE);
  }

  /// Opens the file of this path, given as a C string.
  int open(MemorySegment path, int flags) {
    try {
      return result((int) OPEN.invokeExact(callState, path, flags, 0));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Asks the device for `request`, with a pointer.
  int ioctl(int descriptor, long request, MemorySegment argument) {
    try {
      return result((int) IOCTL.invokeExact(callState, descriptor, request, argument));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Asks the device for `request`, with a number where other requests have a pointer.
  int ioctl(int descriptor, long request, long argument) {
    return ioctl(descriptor, request, MemorySegment.ofAddress(argument));
  }

  int fcntl(int descriptor, int command, int argument) {
    try {
      return result((int) FCNTL.invokeExact(callState, descriptor, command, argument));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int close(int descriptor) {
    try {
      return result((int) CLOSE.invokeExact(callState, descriptor));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Reads up to `length` bytes into the start of `into`.
  int read(int descriptor, MemorySegment into, long length) {
    try {
      return result((long) READ.invokeExact(callState, descriptor, into, length));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Writes the first `length` bytes of `from`.
  int write(int descriptor, MemorySegment from, long length) {
    try {
      return result((long) WRITE.invokeExact(callState, descriptor, from, length));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Waits until one of the `count` `struct pollfd` has news; `timeout` in milliseconds, negative
  /// for ever.
  int poll(MemorySegment descriptors, long count, int timeout) {
    try {
      return result((int) POLL.invokeExact(callState, descriptors, count, timeout));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int eventfd(int initial, int flags) {
    try {
      return result((int) EVENTFD.invokeExact(callState, initial, flags));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int socket(int family, int typeAndFlags, int protocol) {
    try {
      return result((int) SOCKET.invokeExact(callState, family, typeAndFlags, protocol));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  /// Returns the C library's words for a negated error number, such as "No such device".
  String error(int negated) {
    try {
      MemorySegment text = (MemorySegment) STRERROR.invokeExact(callState, -negated);
      return text.reinterpret(256).getString(0);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private int result(long returned) {
    return returned >= 0 ? (int) returned : -(int) ERRNO.get(callState, 0L);
  }

  private static MethodHandle downcall(String name, FunctionDescriptor signature) {
    return link(name, signature, Linker.Option.captureCallState("errno"));
  }

  /// A function with "..." after its second parameter: the calling convention may differ there.
  private static MethodHandle variadic(String name, FunctionDescriptor signature) {
    return link(
        name,
        signature,
        Linker.Option.captureCallState("errno"),
        Linker.Option.firstVariadicArg(2));
  }

  private static MethodHandle link(
      String name, FunctionDescriptor signature, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), signature, options);
  }

  /// A downcall is declared to throw anything; what it throws is an error of the caller's.
  private static RuntimeException unexpected(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
  }
}
