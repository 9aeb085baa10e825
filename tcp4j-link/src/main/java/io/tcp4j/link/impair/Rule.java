package io.tcp4j.link.impair;

/// Something that happens to the packets that go one way: a value, which says what, and can be put
/// to work any number of times, with an [ImpairedLink] or in a simulated network.
///
/// Rules that stand in a row compose: what the first lets go is what the second sees. So a rate
/// limit after a delay queues what comes out of the delay, and a loss before it takes no room in
/// the queue. The rules here are records; others may be written by extending [Stage].
public interface Rule {
  /// Returns what it is called, in lower case, as in `delay`: chance is drawn under this name.
  String name();

  /// Whether it works with the help of the scheduler: it keeps packets, or answers them.
  boolean needsScheduler();

  /// Puts it to work.
  ///
  /// @param site where
  Stage start(Site site);
}
