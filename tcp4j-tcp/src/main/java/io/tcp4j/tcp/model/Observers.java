package io.tcp4j.tcp.model;

import io.tcp4j.wire.DropReason;
import io.tcp4j.wire.Segment;

/// Several observers as one.
final class Observers implements TcpObserver {
  private final TcpObserver[] all;

  Observers(TcpObserver[] all) {
    this.all = all.clone();
  }

  @Override
  public void segmentArrived(FourTuple connection, Segment segment) {
    for (TcpObserver observer : all) {
      observer.segmentArrived(connection, segment);
    }
  }

  @Override
  public void segmentDropped(FourTuple connection, DropReason reason) {
    for (TcpObserver observer : all) {
      observer.segmentDropped(connection, reason);
    }
  }

  @Override
  public void stateChanged(
      FourTuple connection, State from, Event event, State to, Trigger trigger) {
    for (TcpObserver observer : all) {
      observer.stateChanged(connection, from, event, to, trigger);
    }
  }

  @Override
  public void segmentSent(FourTuple connection, Segment segment, SendCause cause, Trigger trigger) {
    for (TcpObserver observer : all) {
      observer.segmentSent(connection, segment, cause, trigger);
    }
  }

  @Override
  public void windowReduced(
      FourTuple connection, WindowReduction reason, long window, long threshold, Trigger trigger) {
    for (TcpObserver observer : all) {
      observer.windowReduced(connection, reason, window, threshold, trigger);
    }
  }

  @Override
  public void troubled(FourTuple connection, Trouble trouble, Trigger trigger) {
    for (TcpObserver observer : all) {
      observer.troubled(connection, trouble, trigger);
    }
  }

  @Override
  public void pathMtuChanged(
      FourTuple connection, PathMtuChange reason, int mtu, int mss, Trigger trigger) {
    for (TcpObserver observer : all) {
      observer.pathMtuChanged(connection, reason, mtu, mss, trigger);
    }
  }

  @Override
  public void ended(
      FourTuple connection, Ending ending, long unread, long unacknowledged, Trigger trigger) {
    for (TcpObserver observer : all) {
      observer.ended(connection, ending, unread, unacknowledged, trigger);
    }
  }
}
