package io.tcp4j.link.impair;

import java.time.Duration;
import java.util.Objects;

/// What happens to packets that go one way through an [ImpairedLink], in the order of the
/// components: a packet that the filter leaves may get lost, or be marked as by a congested router
/// (RFC 3168 §5); one that goes on may be doubled; each copy may be corrupted, waits its turn on
/// the throttled line, and then travels.
///
/// Probabilities are those of each packet on its own, 0 to 1. Durations go up to a day.
///
/// @param dropIf which packets to drop for certain
/// @param loss probability that a packet is lost
/// @param markIf which packets to mark for certain, as far as they are ECN-capable
/// @param mark probability that a packet is marked, as far as it is ECN-capable
/// @param dropUnmarkable whether packets that are to be marked and are not ECN-capable are dropped,
///     as a router would; else they go on as they are
/// @param duplicate probability that a packet goes on twice
/// @param corrupt probability that one bit of a packet flips, anywhere in it
/// @param rateBitsPerSecond speed of the line, IP headers counted; 0 for no limit
/// @param queueBytes bytes that wait for the line or are on it, of which there are at most so many:
///     what comes then is dropped. 1 to 2³⁰, at least the MTU to be of use, and no meaning without
///     a rate
/// @param delay how long each packet travels
/// @param jitter most that chance adds to that, evenly distributed; it does not make packets
///     overtake each other
/// @param reorder probability that a packet is held back while those behind it go on
/// @param reorderDelay how long it is held back
/// @param mostHeld most packets that travel or wait at any time, 1 to 1,000,000: what comes then is
///     dropped
public record Impairments(
    PacketFilter dropIf,
    double loss,
    PacketFilter markIf,
    double mark,
    boolean dropUnmarkable,
    double duplicate,
    double corrupt,
    long rateBitsPerSecond,
    int queueBytes,
    Duration delay,
    Duration jitter,
    double reorder,
    Duration reorderDelay,
    int mostHeld) {

  private static final Duration LONGEST = Duration.ofDays(1);

  /// A perfect network.
  public static final Impairments NONE = builder().build();

  /// Checks the values.
  ///
  /// @throws IllegalArgumentException if one is out of its range; the message names it
  public Impairments {
    Objects.requireNonNull(dropIf, "dropIf");
    checkProbability("loss", loss);
    Objects.requireNonNull(markIf, "markIf");
    checkProbability("mark", mark);
    checkProbability("duplicate", duplicate);
    checkProbability("corrupt", corrupt);
    checkRange("rateBitsPerSecond", rateBitsPerSecond, 0, 1_000_000_000_000L);
    checkRange("queueBytes", queueBytes, 1, 1 << 30);
    checkDuration("delay", delay);
    checkDuration("jitter", jitter);
    checkProbability("reorder", reorder);
    checkDuration("reorderDelay", reorderDelay);
    checkRange("mostHeld", mostHeld, 1, 1_000_000);
    if (reorder > 0 && reorderDelay.isZero()) {
      throw new IllegalArgumentException("reorder=" + reorder + " needs a reorderDelay");
    }
  }

  /// Returns a builder that starts from a perfect network.
  public static Builder builder() {
    return new Builder();
  }

  /// Returns whether packets pass untouched.
  boolean areNone() {
    return dropIf == PacketFilter.NOTHING
        && loss == 0
        && markIf == PacketFilter.NOTHING
        && mark == 0
        && !needQueue();
  }

  /// Returns whether packets have to be kept, because they are corrupted, doubled or late.
  boolean needQueue() {
    return duplicate > 0
        || corrupt > 0
        || rateBitsPerSecond > 0
        || !delay.isZero()
        || !jitter.isZero()
        || reorder > 0;
  }

  private static void checkProbability(String name, double value) {
    if (!(value >= 0 && value <= 1)) { // so that NaN fails
      throw new IllegalArgumentException(name + "=" + value + " is not in 0..1");
    }
  }

  private static void checkRange(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(name + "=" + value + " is not in " + least + ".." + most);
    }
  }

  private static void checkDuration(String name, Duration value) {
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(name + "=" + value + " is not in 0.." + LONGEST);
    }
  }

  /// Collects the components of [Impairments]; what is not set is as in a perfect network. Values
  /// are checked by [#build].
  public static final class Builder {
    private PacketFilter dropIf = PacketFilter.NOTHING;
    private double loss;
    private PacketFilter markIf = PacketFilter.NOTHING;
    private double mark;
    private boolean dropUnmarkable;
    private double duplicate;
    private double corrupt;
    private long rateBitsPerSecond;
    private int queueBytes = 256 * 1024;
    private Duration delay = Duration.ZERO;
    private Duration jitter = Duration.ZERO;
    private double reorder;
    private Duration reorderDelay = Duration.ZERO;
    private int mostHeld = 10_000;

    private Builder() {}

    /// Sets which packets to drop for certain.
    ///
    /// @param filter what decides
    /// @return this
    public Builder dropIf(PacketFilter filter) {
      dropIf = filter;
      return this;
    }

    /// Sets the probability that a packet is lost.
    ///
    /// @param probability 0 to 1
    /// @return this
    public Builder loss(double probability) {
      loss = probability;
      return this;
    }

    /// Sets which packets to mark for certain.
    ///
    /// @param filter which; those that are not ECN-capable cannot be marked
    /// @return this
    public Builder markIf(PacketFilter filter) {
      markIf = filter;
      return this;
    }

    /// Sets the probability that a packet is marked.
    ///
    /// @param probability 0 to 1
    /// @return this
    public Builder mark(double probability) {
      mark = probability;
      return this;
    }

    /// Sets what happens to a packet that is to be marked and is not ECN-capable.
    ///
    /// @param drop whether it is dropped, as RFC 3168 §5 has it; else it goes on
    /// @return this
    public Builder dropUnmarkable(boolean drop) {
      dropUnmarkable = drop;
      return this;
    }

    /// Sets the probability that a packet goes on twice.
    ///
    /// @param probability 0 to 1
    /// @return this
    public Builder duplicate(double probability) {
      duplicate = probability;
      return this;
    }

    /// Sets the probability that one bit of a packet flips.
    ///
    /// @param probability 0 to 1
    /// @return this
    public Builder corrupt(double probability) {
      corrupt = probability;
      return this;
    }

    /// Throttles the line.
    ///
    /// @param bitsPerSecond speed, 0 for no limit
    /// @param bytesOfQueue bytes that wait for the line or are on it, at least the MTU
    /// @return this
    public Builder rate(long bitsPerSecond, int bytesOfQueue) {
      rateBitsPerSecond = bitsPerSecond;
      queueBytes = bytesOfQueue;
      return this;
    }

    /// Sets how long each packet travels.
    ///
    /// @param duration up to a day
    /// @return this
    public Builder delay(Duration duration) {
      delay = duration;
      return this;
    }

    /// Sets the most that chance adds to the delay.
    ///
    /// @param most up to a day
    /// @return this
    public Builder jitter(Duration most) {
      jitter = most;
      return this;
    }

    /// Holds packets back while those behind them go on.
    ///
    /// @param probability 0 to 1
    /// @param holdBack how long
    /// @return this
    public Builder reorder(double probability, Duration holdBack) {
      reorder = probability;
      reorderDelay = holdBack;
      return this;
    }

    /// Sets how many packets may travel or wait at any time.
    ///
    /// @param packets 1 to 1,000,000
    /// @return this
    public Builder mostHeld(int packets) {
      mostHeld = packets;
      return this;
    }

    /// Makes the record.
    ///
    /// @throws IllegalArgumentException if a value is out of its range; the message names it
    public Impairments build() {
      return new Impairments(
          dropIf,
          loss,
          markIf,
          mark,
          dropUnmarkable,
          duplicate,
          corrupt,
          rateBitsPerSecond,
          queueBytes,
          delay,
          jitter,
          reorder,
          reorderDelay,
          mostHeld);
    }
  }
}
