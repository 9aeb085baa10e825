package io.tcp4j.stack.device;

import io.tcp4j.link.Link;
import io.tcp4j.link.Scheduler;
import io.tcp4j.wire.IpPrefix;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// A link with this host's addresses on it and a queue in front of it.
public final class Device {
  /// Room for four super-packets, the share of one sender being one of them.
  private static final int RING_WITH_OFFLOAD = 512 << 10;

  /// Room for about 170 packets of an Ethernet's size.
  private static final int RING = 256 << 10;

  private final ReentrantLock lock = new ReentrantLock();
  private final Link link;
  private final List<IpPrefix> addresses;
  private final boolean loopback;
  private final int mtu;
  private final boolean checksumOffload;
  private final int gsoMax;
  private final TransmitQueue queue;

  /// Replaced as a whole.
  private volatile IpPrefix[] taken = {};

  /// Makes a device of a link that is not open yet.
  ///
  /// @param link the link
  /// @param scheduler time and a thread for the queue
  /// @param addresses this host's addresses on the link, each with its network's length
  /// @param loopback whether the link leads back to this host
  public Device(Link link, Scheduler scheduler, List<IpPrefix> addresses, boolean loopback) {
    this.link = link;
    this.addresses = List.copyOf(addresses);
    this.loopback = loopback;
    mtu = link.mtu();
    checksumOffload = link.capabilities().checksumOffload();
    gsoMax = link.capabilities().gsoMax();
    queue = new TransmitQueue(link, scheduler, gsoMax > 0 ? RING_WITH_OFFLOAD : RING);
  }

  /// Returns the link.
  public Link link() {
    return link;
  }

  /// Returns this host's addresses on the link.
  public List<IpPrefix> addresses() {
    return addresses;
  }

  /// Has packets that come in by the link for any address of a prefix taken as this host's.
  ///
  /// @param prefix the addresses; host bits are ignored
  public void take(IpPrefix prefix) {
    lock.lock();
    try {
      IpPrefix[] more = Arrays.copyOf(taken, taken.length + 1);
      more[taken.length] = prefix.network();
      taken = more;
    } finally {
      lock.unlock();
    }
  }

  /// Whether packets that come in by the link for all of these addresses are taken as this host's,
  /// by [#take].
  ///
  /// @param addresses which
  public boolean takes(IpPrefix addresses) {
    for (IpPrefix prefix : taken) {
      if (prefix.contains(addresses)) {
        return true;
      }
    }
    return false;
  }

  /// Whether packets that come in by the link for an address are taken as this host's, by [#take].
  ///
  /// @param high upper half of the address
  /// @param low lower half
  public boolean takes(long high, long low) {
    for (IpPrefix prefix : taken) {
      if (prefix.contains(high, low)) {
        return true;
      }
    }
    return false;
  }

  /// Whether the link leads back to this host.
  public boolean loopback() {
    return loopback;
  }

  /// Returns the length of the longest packet, in bytes with the IP header.
  public int mtu() {
    return mtu;
  }

  /// Whether the link completes TCP checksums.
  public boolean checksumOffload() {
    return checksumOffload;
  }

  /// Returns the length of the longest super-packet, in bytes with the IP header; 0 for none.
  public int gsoMax() {
    return gsoMax;
  }

  /// Returns the queue by which packets leave.
  public TransmitQueue queue() {
    return queue;
  }

  @Override
  public String toString() {
    return link.name();
  }
}
