package io.tcp4j.link.impair;

import io.tcp4j.link.Packet;

/// Packets get lost in bursts: the model of Gilbert and Elliott. The way is in one of two states,
/// good at first, and changes with each packet by chance; how likely a packet gets lost depends on
/// the state.
///
/// A burst lasts 1 / `recover` packets on average, and `spoil / (spoil + recover)` of all packets
/// meet the bad state.
///
/// @param spoil probability, before each packet, that good turns bad
/// @param recover probability, before each packet, that bad turns good
/// @param lossWhenGood probability that a packet gets lost in the good state
/// @param lossWhenBad probability that a packet gets lost in the bad state
public record BurstLoss(double spoil, double recover, double lossWhenGood, double lossWhenBad)
    implements Rule {
  /// Checks the probabilities.
  ///
  /// @throws IllegalArgumentException if one is none; the message names it
  public BurstLoss {
    Ranges.probability("spoil", spoil);
    Ranges.probability("recover", recover);
    Ranges.probability("lossWhenGood", lossWhenGood);
    Ranges.probability("lossWhenBad", lossWhenBad);
  }

  /// Gilbert's own model: nothing gets lost in the good state, everything in the bad one.
  ///
  /// @param spoil probability that good turns bad
  /// @param recover probability that bad turns good
  public BurstLoss(double spoil, double recover) {
    this(spoil, recover, 0, 1);
  }

  @Override
  public String name() {
    return "burst-loss";
  }

  @Override
  public boolean needsScheduler() {
    return false;
  }

  @Override
  public Stage start(Site site) {
    return new Stage(site) {
      private boolean bad;

      @Override
      protected void take(Packet packet, long number) {
        // Always two draws, so that the states do not depend on the losses.
        bad ^= site.random().nextDouble() < (bad ? recover : spoil);
        if (site.random().nextDouble() < (bad ? lossWhenBad : lossWhenGood)) {
          drop(packet);
        } else {
          pass(packet);
        }
      }
    };
  }
}
