package io.tcp4j.cli.host;

import io.tcp4j.link.Direction;
import io.tcp4j.link.Link;
import io.tcp4j.link.SeedTree;
import io.tcp4j.link.SystemScheduler;
import io.tcp4j.link.capture.CapturingLink;
import io.tcp4j.link.capture.PcapngWriter;
import io.tcp4j.link.impair.ImpairedLink;
import io.tcp4j.link.impair.Rule;
import io.tcp4j.link.tun.TunConfig;
import io.tcp4j.link.tun.TunException;
import io.tcp4j.link.tun.TunLink;
import io.tcp4j.stack.IpStack;
import io.tcp4j.stack.NetworkInterface;
import io.tcp4j.stack.log.EventLog;
import io.tcp4j.stack.log.LogEntry;
import io.tcp4j.stack.log.SentBecause;
import io.tcp4j.tcp.model.TcpObserver;
import io.tcp4j.wire.IpPrefix;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A host of our own at the other end of a TUN device: the stack, the link with what the options
/// put around it, and the thread for their timers.
public final class TunHost implements AutoCloseable {
  private static final IpPrefix ANYWHERE_V4 = IpPrefix.parse("0.0.0.0/0");
  private static final IpPrefix ANYWHERE_V6 = IpPrefix.parse("::/0");

  private final Closer closer = new Closer();
  private final SystemScheduler scheduler = new SystemScheduler();
  private final IpStack stack;
  private final NetworkInterface device;
  private final List<TcpObserver> observers = new ArrayList<>();
  private @Nullable ImpairedLink impaired;

  private TunHost(
      LinkOptions options, TunConfig config, @Nullable Consumer<? super LogEntry> events)
      throws IOException {
    closer.onClose(scheduler::close);
    try {
      if (events != null) {
        observers.add(EventLog.builder(scheduler).capacity(1).listener(events::accept).build());
      }
      Link link = link(options, config);
      stack =
          IpStack.builder()
              .name(link.name())
              .scheduler(scheduler)
              .observer(TcpObserver.all(observers.toArray(TcpObserver[]::new)))
              .build();
      closer.onClose(stack::close);
      device = attach(stack, link, options);
      stack.addRoute(ANYWHERE_V4, device);
      stack.addRoute(ANYWHERE_V6, device);
    } catch (IOException | RuntimeException e) {
      closer.close();
      throw e;
    }
  }

  /// Opens the device and brings the stack up on it.
  ///
  /// @param events told of what connections do; null for nobody
  /// @param onFailure told, on another thread, if the device goes away later
  /// @throws IOException saying in one line what cannot be had; then nothing is left behind
  public static TunHost open(
      LinkOptions options,
      @Nullable Consumer<? super LogEntry> events,
      Consumer<? super TunException> onFailure)
      throws IOException {
    return new TunHost(options, options.tunConfig(onFailure), events);
  }

  private static NetworkInterface attach(IpStack stack, Link link, LinkOptions options)
      throws IOException {
    try {
      return stack.attach(link, options.addresses().toArray(IpPrefix[]::new));
    } catch (IllegalArgumentException e) { // The MTU of a device that was there is too small.
      throw new IOException(e.getMessage(), e);
    }
  }

  /// The host's own stack.
  public IpStack stack() {
    return stack;
  }

  /// Takes packets for all addresses of a prefix, as [IpStack#addLocal] does.
  ///
  /// @throws IOException if the device's MTU is too small for the family
  public void addLocal(IpPrefix prefix) throws IOException {
    try {
      stack.addLocal(prefix, device);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /// What was counted, by name: by the stack, and what `--loss` and `--mark` have done.
  public Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>(stack.counters().snapshot());
    if (impaired != null) {
      for (Direction direction : Direction.values()) {
        String way = direction.name().toLowerCase(Locale.ROOT);
        counts.put("link.lost-" + way, impaired.counts(direction, "loss").dropped());
        counts.put("link.marked-" + way, impaired.counts(direction, "mark").touched());
      }
    }
    return counts;
  }

  /// Tells what was counted, as far as it is not zero.
  public void tellCounts(Log log) {
    counts()
        .forEach(
            (name, count) -> {
              if (count != 0) {
                log.detail("%-32s %d".formatted(name, count));
              }
            });
  }

  /// Resets what is still open and takes away what was made.
  ///
  /// @throws IOException if the capture could not be written to its end
  @Override
  public void close() throws IOException {
    closer.close();
  }

  /// The device, with what harms packets around it and the capture around that: what is captured is
  /// what the stack sends and gets, as if on a host behind a bad cable, with the reason of each
  /// segment.
  private Link link(LinkOptions options, TunConfig config) throws IOException {
    PcapngWriter capture = capture(options.capture());
    Link link = TunLink.open(config);
    closer.onClose(link::close);
    List<Rule> harm = options.rules();
    if (!harm.isEmpty()) {
      impaired = new ImpairedLink(link, scheduler, new SeedTree(options.seed()), harm, harm);
      link = impaired;
    }
    if (capture != null) {
      SentBecause reasons = new SentBecause();
      observers.add(reasons);
      CapturingLink capturing = new CapturingLink(link, capture, scheduler, reasons);
      closer.onClose(() -> check(capturing));
      link = capturing;
    }
    return link;
  }

  private @Nullable PcapngWriter capture(@Nullable Path file) throws IOException {
    if (file == null) {
      return null;
    }
    try {
      PcapngWriter writer =
          new PcapngWriter(
              new FileOutputStream(file.toFile()), "tcp4j", System.getProperty("os.arch"));
      closer.onClose(writer::close);
      return writer;
    } catch (FileNotFoundException e) {
      throw new IOException("cannot write the capture " + e.getMessage(), e);
    }
  }

  private static void check(CapturingLink capturing) throws IOException {
    IOException failure = capturing.failure();
    if (failure != null) {
      throw new IOException("the capture is not complete: " + failure.getMessage(), failure);
    }
  }
}
