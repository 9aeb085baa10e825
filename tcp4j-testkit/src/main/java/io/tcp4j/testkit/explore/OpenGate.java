package io.tcp4j.testkit.explore;

import io.tcp4j.tcp.model.AcceptGate;

/// A listener's user who takes whoever comes.
final class OpenGate implements AcceptGate {
  @Override
  public boolean mayBegin(int synQueue) {
    return true;
  }

  @Override
  public boolean acceptsMore() {
    return true;
  }

  @Override
  public boolean mayComplete() {
    return true;
  }

  @Override
  public void leave() {}
}
