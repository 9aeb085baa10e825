package io.tcp4j.testkit.goodput;

import io.tcp4j.tcp.model.EcnMode;
import io.tcp4j.tcp.model.TcpConfig;
import java.util.List;

/// A congestion control with its loss recovery: a section of the table.
///
/// @param title what it is called there
/// @param config both ends'
record Control(String title, TcpConfig config) {
  static final Control NEW_RENO_SACK = new Control("Reno, NewReno with SACK", TcpConfig.DEFAULT);

  static final Control NEW_RENO =
      new Control("Reno, NewReno without SACK", TcpConfig.builder().sack(false).build());

  static List<Control> all() {
    return List.of(NEW_RENO_SACK, NEW_RENO);
  }

  /// The same where ECN is asked for.
  TcpConfig withEcn() {
    return config.toBuilder().ecn(EcnMode.ACTIVE).build();
  }

  @Override
  public String toString() {
    return title;
  }
}
