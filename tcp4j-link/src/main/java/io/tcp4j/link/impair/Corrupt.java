package io.tcp4j.link.impair;

import io.tcp4j.link.ChecksumState;
import io.tcp4j.link.Packet;

/// One bit of a packet flips, anywhere in it.
///
/// @param probability of each packet on its own, 0 to 1
public record Corrupt(double probability) implements Rule {
  /// Checks the probability.
  ///
  /// @throws IllegalArgumentException if it is none
  public Corrupt {
    Ranges.probability("corrupt", probability);
  }

  @Override
  public String name() {
    return "corrupt";
  }

  @Override
  public boolean needsScheduler() {
    return false;
  }

  @Override
  public Stage start(Site site) {
    return new Stage(site) {
      private final Scratch scratch = new Scratch();

      @Override
      protected void take(Packet packet, long number) {
        if (site.random().nextDouble() < probability) {
          touch();
          pass(corrupted(scratch.copyOf(packet)));
        } else {
          pass(packet);
        }
      }

      private Packet corrupted(Packet packet) {
        int bit = site.random().nextInt(packet.length * Byte.SIZE);
        packet.array[packet.offset + bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        packet.checksumState = ChecksumState.COMPLETE; // nobody has verified this
        return packet;
      }
    };
  }
}
