package io.tcp4j.testkit.packetdrill.run;

import io.tcp4j.stack.IpStack;
import io.tcp4j.tcp.model.State;
import io.tcp4j.testkit.packetdrill.call.Kernel;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Shell commands, as far as they are about the stack: settings, and counts of connections in a
/// state. What else they do to a machine is none of this stack's business.
final class Shell {
  private static final Pattern SETTING =
      Pattern.compile("(?:/proc/sys/)?((?:net|kern)[./][\\w./]+?)=(?:\"([^\"]*)\"|(\\S+))");

  /// `sockstat … | grep -c STATE | grep N`.
  private static final Pattern COUNT =
      Pattern.compile("sockstat.*grep -c (\\w+)\\s*\\|\\s*grep (\\d+)");

  private final IpStack stack;
  private final Kernel kernel;
  private final Sysctls sysctls;

  Shell(IpStack stack, Kernel kernel, Sysctls sysctls) {
    this.stack = stack;
    this.kernel = kernel;
    this.sysctls = sysctls;
  }

  void run(String command) {
    for (String line : command.split("\n", -1)) {
      Matcher setting = SETTING.matcher(withoutComment(line));
      while (setting.find()) {
        String value = setting.group(2) != null ? setting.group(2) : setting.group(3);
        sysctls.set(setting.group(1).replace('/', '.'), value);
      }
      Matcher count = COUNT.matcher(line);
      if (count.find()) {
        count(count.group(1), Integer.parseInt(count.group(2)));
      }
    }
    kernel.configure(sysctls.config());
  }

  private static String withoutComment(String line) {
    int comment = line.indexOf('#');
    return comment < 0 ? line : line.substring(0, comment);
  }

  private void count(String name, int expected) {
    State state =
        State.valueOf(
            switch (name) {
              case "SYN_RCVD" -> "SYN_RECEIVED";
              default -> name.toUpperCase(Locale.ROOT);
            });
    long found =
        state == State.TIME_WAIT
            ? stack.timeWaits()
            : stack.connections().stream().filter(c -> c.state() == state).count();
    if (found != expected) {
      throw new ScriptFailure("connections in " + state + ": " + found + " instead of " + expected);
    }
  }
}
