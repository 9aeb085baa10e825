package io.tcp4j.tcp;

import io.tcp4j.tcp.model.PageSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/// Page memory that notices every misuse: pages given back are overwritten and remembered, so that
/// reading them shows, and giving one back twice fails.
final class TestPages implements PageSource {
  private final ArrayDeque<byte[]> free = new ArrayDeque<>();
  private final Set<byte[]> taken = Collections.newSetFromMap(new IdentityHashMap<>());

  /// How many may be out at once.
  int budget = Integer.MAX_VALUE;

  @Override
  public byte[] take() {
    if (taken.size() >= budget) {
      return null;
    }
    byte[] page = free.isEmpty() ? new byte[PAGE] : free.pop();
    Arrays.fill(page, (byte) 0xA5);
    taken.add(page);
    return page;
  }

  @Override
  public void give(byte[] page) {
    if (!taken.remove(page)) {
      throw new AssertionError("a page was given back that was not taken");
    }
    Arrays.fill(page, (byte) 0x5A);
    free.push(page);
  }

  int outstanding() {
    return taken.size();
  }
}
