package io.tcp4j.tcp.buffer;

import io.tcp4j.tcp.model.PageSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Bytes addressed by a 64-bit position, kept in pages, with holes allowed.
///
/// Positions are sequence numbers, so text lies where its number says and reassembly needs no move.
/// A page is taken when its first byte is written and given back when all below a position is
/// released; an empty buffer owns none.
public final class PagedBuffer {
  private static final int PAGE = PageSource.PAGE;
  private static final int PAGE_SHIFT = Integer.numberOfTrailingZeros(PAGE);
  private static final int FIRST_SLOTS = 4;
  private static final byte[] @Nullable [] NO_PAGES = {};

  private final PageSource source;

  /// Page number `n` lies in slot `n & (length - 1)`.
  private byte[] @Nullable [] pages = NO_PAGES;

  /// Pages below this number have been given back.
  private long firstPage;

  /// One more than the highest page number that was taken.
  private long endPage;

  /// @param source lends the pages
  public PagedBuffer(PageSource source) {
    this.source = source;
  }

  /// Empties the buffer and lets it begin at `position`.
  public void reset(long position) {
    releaseAll();
    firstPage = position >>> PAGE_SHIFT;
    endPage = firstPage;
  }

  /// Writes bytes at a position that is not below what was released.
  ///
  /// @return how many were written: fewer than `length` when the budget has no more pages
  public int write(long position, byte[] from, int offset, int length) {
    int done = 0;
    while (done < length) {
      long at = position + done;
      byte @Nullable [] page = pageFor(at >>> PAGE_SHIFT);
      if (page == null) {
        break;
      }
      int inPage = (int) at & (PAGE - 1);
      int n = Math.min(length - done, PAGE - inPage);
      System.arraycopy(from, offset + done, page, inPage, n);
      done += n;
    }
    return done;
  }

  /// Reads bytes that were written and not released.
  public void read(long position, byte[] to, int offset, int length) {
    int done = 0;
    while (done < length) {
      long at = position + done;
      byte @Nullable [] page = pages[slot(at >>> PAGE_SHIFT)];
      if (page == null) {
        throw new AssertionError("position " + at + " was never written");
      }
      int inPage = (int) at & (PAGE - 1);
      int n = Math.min(length - done, PAGE - inPage);
      System.arraycopy(page, inPage, to, offset + done, n);
      done += n;
    }
  }

  /// Gives back the pages that lie wholly below a position.
  public void releaseBelow(long position) {
    long page = position >>> PAGE_SHIFT;
    while (firstPage < page && firstPage < endPage) {
      give(firstPage);
      firstPage++;
    }
    firstPage = Math.max(firstPage, page);
    endPage = Math.max(endPage, firstPage);
  }

  /// Gives back the pages that lie wholly at or above a position.
  public void releaseFrom(long position) {
    long page = Math.max(firstPage, (position + PAGE - 1) >>> PAGE_SHIFT);
    while (endPage > page) {
      endPage--;
      give(endPage);
    }
  }

  /// Gives back every page.
  public void releaseAll() {
    for (long page = firstPage; page < endPage; page++) {
      give(page);
    }
    endPage = firstPage;
  }

  /// Forgets the table of pages too; for a buffer that will not be used again.
  public void discard() {
    releaseAll();
    pages = NO_PAGES;
  }

  /// How many pages are taken.
  public int pageCount() {
    int count = 0;
    for (byte @Nullable [] page : pages) {
      if (page != null) {
        count++;
      }
    }
    return count;
  }

  private byte @Nullable [] pageFor(long number) {
    if (number - firstPage >= pages.length) {
      grow(number - firstPage + 1);
    }
    int slot = slot(number);
    byte @Nullable [] page = pages[slot];
    if (page == null) {
      page = source.take();
      pages[slot] = page;
      if (page != null && number >= endPage) {
        endPage = number + 1;
      }
    }
    return page;
  }

  private void grow(long needed) {
    int size = Math.max(FIRST_SLOTS, Integer.highestOneBit((int) Math.max(1, needed - 1)) << 1);
    byte[] @Nullable [] larger = new byte[size] @Nullable [];
    for (long page = firstPage; page < endPage; page++) {
      larger[(int) page & (size - 1)] = pages[slot(page)];
    }
    pages = larger;
  }

  private void give(long number) {
    int slot = slot(number);
    byte @Nullable [] page = pages[slot];
    if (page != null) {
      pages[slot] = null;
      source.give(page);
    }
  }

  private int slot(long number) {
    return (int) number & (pages.length - 1);
  }

  @Override
  public String toString() {
    return "PagedBuffer" + Arrays.asList(firstPage, endPage, pageCount());
  }
}
