package io.tcp4j.link.tun;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.tcp4j.link.tun.TunException.Reason;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// A socket to the kernel's rtnetlink: one request, one answer. The kernel answers inside the
/// request's own system call, so the socket never has to wait.
final class Netlink implements AutoCloseable {
  private static final int NETLINK_ROUTE = 0;
  private static final int BUFFER = 32 * 1024;

  /// Where `struct rtmsg` has its type.
  private static final int ROUTE_TYPE = 7;

  private static final int RTN_LOCAL = 2;

  private final Arena arena = Arena.ofConfined();
  private final Libc libc = new Libc(arena);
  private final MemorySegment buffer = arena.allocate(BUFFER);
  private final int socket;
  private int sequence;

  /// Opens the socket.
  ///
  /// @throws TunException if the process may have no such socket
  Netlink() throws TunException {
    socket = libc.socket(Libc.AF_NETLINK, Libc.SOCK_RAW | Libc.CLOEXEC_NONBLOCK, NETLINK_ROUTE);
    if (socket < 0) {
      String error = libc.error(socket);
      arena.close();
      throw new TunException(Reason.SYSTEM, "cannot open a netlink socket: " + error);
    }
  }

  /// Sends a request that is answered by an acknowledgement.
  ///
  /// @return 0, or the kernel's negated error number
  int request(NetlinkMessage message) throws TunException {
    return error(exchange(message), NetlinkMessage.NLMSG_ERROR);
  }

  /// Asks for what there is under an interface name.
  ///
  /// @return the interface, or null if there is none of that name
  @Nullable InterfaceState link(String name) throws TunException {
    ByteBuffer answer =
        exchange(
            new NetlinkMessage(NetlinkMessage.RTM_GETLINK, NetlinkMessage.NLM_F_REQUEST)
                .linkHeader(0, 0, 0)
                .attribute(InterfaceState.IFLA_IFNAME, name));
    int error = error(answer, NetlinkMessage.RTM_NEWLINK);
    if (error == 0) {
      return InterfaceState.parse(answer);
    }
    if (error == -Errno.ENODEV) {
      return null;
    }
    throw new TunException(Reason.SYSTEM, "cannot look up interface " + name + ": " + error(error));
  }

  /// Asks whether the kernel takes packets to an address for its own.
  ///
  /// @param query an RTM_GETROUTE
  boolean isLocal(NetlinkMessage query) throws TunException {
    ByteBuffer answer = exchange(query);
    return error(answer, NetlinkMessage.RTM_NEWROUTE) == 0
        && answer.get(NetlinkMessage.HEADER + ROUTE_TYPE) == RTN_LOCAL;
  }

  /// Waits, without any message, for about this long.
  void pause(int milliseconds) {
    libc.poll(MemorySegment.NULL, 0, milliseconds);
  }

  /// Returns the words for a negated error number.
  String error(int negated) {
    return libc.error(negated);
  }

  private ByteBuffer exchange(NetlinkMessage message) throws TunException {
    sequence++;
    byte[] request = message.finish(sequence);
    MemorySegment.copy(request, 0, buffer, JAVA_BYTE, 0, request.length);
    int sent = libc.write(socket, buffer, request.length);
    if (sent < 0) {
      throw new TunException(Reason.SYSTEM, "cannot ask rtnetlink: " + libc.error(sent));
    }
    while (true) {
      int received = libc.read(socket, buffer, BUFFER);
      if (received < 0) {
        throw new TunException(Reason.SYSTEM, "no answer of rtnetlink: " + libc.error(received));
      }
      byte[] answer = new byte[received];
      MemorySegment.copy(buffer, JAVA_BYTE, 0, answer, 0, received);
      ByteBuffer view = ByteBuffer.wrap(answer).order(ByteOrder.nativeOrder());
      boolean whole =
          received >= NetlinkMessage.HEADER + Integer.BYTES && view.getInt(0) <= received;
      if (whole && view.getInt(8) == sequence) {
        return view.limit(view.getInt(0));
      }
    }
  }

  /// Returns the negated error number of an answer, which is 0 in one of the expected type and in
  /// an acknowledgement.
  private static int error(ByteBuffer answer, int expected) throws TunException {
    int type = answer.getShort(4);
    if (type == NetlinkMessage.NLMSG_ERROR) {
      return answer.getInt(NetlinkMessage.HEADER);
    }
    if (type == expected) {
      return 0;
    }
    throw new TunException(Reason.SYSTEM, "rtnetlink answered with a message of type " + type);
  }

  @Override
  public void close() {
    libc.close(socket);
    arena.close();
  }
}
