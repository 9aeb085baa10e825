package io.tcp4j.testkit.time;

import io.tcp4j.link.Scheduler;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/// What drives a simulation: its time, and the threads of the blocking code that is part of it.
///
/// Of [#virtual] time a run is a pure function of what is run; of [#scaled] and [#real] time it is
/// not, since threads and the machine's clock have their say.
public interface Clockwork extends AutoCloseable {
  /// Time that stands still while anything runs, and jumps to the next event when all wait.
  static Clockwork virtual() {
    return new Baton();
  }

  /// The machine's time, and the simulation's runs faster: an hour of TIME-WAITs in seconds, for
  /// code that does not look at the clock.
  ///
  /// @param factor seconds of the simulation in one of the machine, above 0
  static Clockwork scaled(double factor) {
    return new RealTime(factor);
  }

  /// The machine's time.
  static Clockwork real() {
    return new RealTime(1);
  }

  /// Says how long a run of virtual time may take, in that time: a day unless told. What comes
  /// later is an [IllegalStateException] in the first thread that says where all threads are. So a
  /// simulation that never ends does. Other times have no limit.
  ///
  /// @param most since the beginning
  void limit(Duration most);

  /// Returns the time and the timers for stacks and links.
  Scheduler scheduler();

  /// Starts a thread of the simulation.
  ///
  /// @param name for people
  /// @param body what it does; it may block in calls of tcp4j and of this clockwork. In virtual
  ///     time nowhere else: nobody could tell that it waits
  <T> Task<T> spawn(String name, Callable<T> body);

  /// Lets time of the simulation pass.
  ///
  /// @param time how long
  /// @throws IllegalStateException if the thread is interrupted meanwhile; its interrupt status
  ///     stays set
  void sleep(Duration time);

  /// Waits for something.
  ///
  /// @param condition what; asked often, on any thread of the simulation, and must not block
  /// @param limit how long at most, in time of the simulation
  /// @return whether it holds
  /// @throws IllegalStateException as [#sleep]
  boolean await(BooleanSupplier condition, Duration limit);

  /// Ends the threads that have not ended, and waits until they have: whoever still waits in
  /// virtual time gets an [Error], in other times an interrupt, after which he has some seconds.
  /// Done twice, it does nothing.
  ///
  /// @throws IllegalStateException if a thread has thrown something before that nobody has asked
  ///     for, or, where nobody was there to get it, a callback
  void endThreads();

  /// Ends the threads, see [#endThreads], and the time.
  @Override
  void close();
}
