package io.tcp4j.testkit.explore;

import io.tcp4j.tcp.model.PageSource;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/// Memory for buffers that knows what is out.
final class CountedPages implements PageSource {
  private final Set<byte[]> out = Collections.newSetFromMap(new IdentityHashMap<>());

  @Override
  public byte[] take() {
    byte[] page = new byte[PAGE];
    out.add(page);
    return page;
  }

  @Override
  public void give(byte[] page) {
    Violation.unless(out.remove(page), "a page is given back once", page.length);
  }

  int outstanding() {
    return out.size();
  }
}
