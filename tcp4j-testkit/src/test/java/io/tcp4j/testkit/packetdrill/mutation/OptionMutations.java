package io.tcp4j.testkit.packetdrill.mutation;

import io.tcp4j.testkit.packetdrill.script.OptionText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// Options with one missing, one more, one changed, or two that have changed places.
final class OptionMutations {
  private final List<OptionText> options;
  private final BiConsumer<String, List<OptionText>> out;

  private OptionMutations(List<OptionText> options, BiConsumer<String, List<OptionText>> out) {
    this.options = options;
    this.out = out;
  }

  /// @param order whether order and padding count
  /// @param ticks whether TSval counts
  static void of(
      List<OptionText> options,
      boolean order,
      boolean ticks,
      BiConsumer<String, List<OptionText>> out) {
    OptionMutations mutations = new OptionMutations(options, out);
    for (int i = 0; i < options.size(); i++) {
      if (order || !padding(options.get(i))) {
        mutations.replaced(i, "without");
        mutations.changed(i, ticks);
      }
      if (order && i > 0 && !options.get(i).equals(options.get(i - 1))) {
        mutations.swapped(i);
      }
    }
    List<OptionText> more = new ArrayList<>(options);
    more.add(new OptionText.MaximumSegmentSize(1_234));
    out.accept("one option more", more);
  }

  private static boolean padding(OptionText option) {
    return option instanceof OptionText.NoOperation || option instanceof OptionText.EndOfList;
  }

  private void changed(int index, boolean ticks) {
    switch (options.get(index)) {
      case OptionText.MaximumSegmentSize(int mss) ->
          replaced(index, "mss", new OptionText.MaximumSegmentSize(mss + 1));
      case OptionText.WindowScale(int shift) ->
          replaced(index, "wscale", new OptionText.WindowScale(shift + 1));
      case OptionText.Timestamps(long value, long echo) -> {
        replaced(index, "ecr", new OptionText.Timestamps(value, echo + 1 & 0xffff_ffffL));
        if (ticks && echo != 0) {
          replaced(index, "val", new OptionText.Timestamps(value + 7 & 0xffff_ffffL, echo));
        }
      }
      case OptionText.Sack(List<OptionText.Sack.Block> blocks) -> {
        for (int i = 0; i < blocks.size(); i++) {
          OptionText.Sack.Block block = blocks.get(i);
          block(index, blocks, i, new OptionText.Sack.Block(block.left() + 1, block.right()));
          block(index, blocks, i, new OptionText.Sack.Block(block.left(), block.right() + 1));
        }
        if (blocks.size() > 1) {
          if (!blocks.reversed().equals(blocks)) {
            replaced(index, "blocks in the other order", new OptionText.Sack(blocks.reversed()));
          }
          replaced(index, "a block less", new OptionText.Sack(blocks.subList(1, blocks.size())));
        }
      }
      case OptionText.EndOfList _ -> replaced(index, "nop", new OptionText.NoOperation());
      case OptionText.NoOperation _ -> replaced(index, "eol", new OptionText.EndOfList());
      case OptionText.SackPermitted _, OptionText.FastOpen _, OptionText.Other _ -> {}
    }
  }

  private void block(
      int index, List<OptionText.Sack.Block> blocks, int i, OptionText.Sack.Block other) {
    List<OptionText.Sack.Block> changed = new ArrayList<>(blocks);
    changed.set(i, other);
    replaced(index, "SACK block", new OptionText.Sack(changed));
  }

  private void swapped(int index) {
    List<OptionText> changed = new ArrayList<>(options);
    changed.set(index, options.get(index - 1));
    changed.set(index - 1, options.get(index));
    out.accept("options " + (index - 1) + " and " + index + " swapped", changed);
  }

  private void replaced(int index, String change, OptionText... instead) {
    List<OptionText> changed = new ArrayList<>(options);
    changed.remove(index);
    changed.addAll(index, List.of(instead));
    out.accept("option " + index + ": " + change, changed);
  }
}
