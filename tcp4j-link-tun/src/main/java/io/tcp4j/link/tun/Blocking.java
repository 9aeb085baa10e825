package io.tcp4j.link.tun;

/// Blocks whenever there is nothing to read.
enum Blocking implements IdleStrategy {
  INSTANCE;

  @Override
  public void reset() {}

  @Override
  public boolean lookAgain() {
    return false;
  }
}
