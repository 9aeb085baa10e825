package io.tcp4j.testkit.ladder;

import io.tcp4j.tcp.model.State;
import io.tcp4j.wire.TcpFlags;

/// Colours and letters of the picture, for light and for dark surroundings.
///
/// Each colour repeats what a word says: a state stands in letters beside its bar, a lost segment
/// is called lost, and flags are named.
final class SvgTheme {
  /// The picture carries its own background, so that it can be read on a page whose theme is not
  /// the system's.
  static final String STYLE =
      """
      text { font-family: ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif; font-size: 13px; fill: #1f2328; }
      .mono { font-family: ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace; }
      .card { fill: #ffffff; stroke: #d1d9e0; }
      .name { font-size: 21px; font-weight: 700; }
      .sentence { font-size: 14.5px; }
      .quiet { fill: #59636e; }
      .command { font-size: 12px; fill: #59636e; }
      .time { font-size: 11px; fill: #59636e; }
      .host { fill: #f6f8fa; stroke: #d1d9e0; }
      .hostname { font-size: 14px; font-weight: 700; }
      .address { font-size: 12px; fill: #59636e; }
      .label { font-size: 12.5px; }
      .flags { font-weight: 700; }
      .tag { fill: #59636e; }
      .reason { font-size: 12px; fill: #59636e; }
      .call { font-size: 12.5px; }
      .dot { fill: #1f2328; }
      .rule { stroke: #d1d9e0; }
      .outcome { fill: #f6f8fa; stroke: #d1d9e0; }
      .state { font-size: 12px; font-weight: 700; fill: #ffffff; }
      .arrow { stroke-width: 2; fill: none; }
      .lost .arrow { stroke-dasharray: 7 5; }
      .life { stroke-width: 6; stroke-linecap: round; }
      .closed .life { stroke: #d1d9e0; } .closed .pill { fill: #59636e; }
      .opening .life { stroke: #bf8700; } .opening .pill { fill: #7d4e00; }
      .open .life { stroke: #1a7f37; } .open .pill { fill: #116329; }
      .closing .life { stroke: #8250df; } .closing .pill { fill: #6639ba; }
      .syn .arrow { stroke: #9a6700; } .syn .head, .syn .flags { fill: #9a6700; }
      .data .arrow { stroke: #0969da; } .data .head, .data .flags { fill: #0969da; }
      .ack .arrow { stroke: #59636e; } .ack .head, .ack .flags { fill: #424a53; }
      .fin .arrow { stroke: #8250df; } .fin .head, .fin .flags { fill: #8250df; }
      .rst .arrow { stroke: #cf222e; } .rst .head, .rst .flags { fill: #cf222e; }
      .lost .cross { stroke: #cf222e; stroke-width: 3; stroke-linecap: round; } .lost .gone { fill: #cf222e; font-weight: 700; }
      @media (prefers-color-scheme: dark) {
        text { fill: #f0f6fc; }
        .card { fill: #0d1117; stroke: #3d444d; }
        .quiet, .command, .time, .address, .reason, .tag { fill: #9198a1; }
        .host, .outcome { fill: #151b23; stroke: #3d444d; }
        .dot { fill: #f0f6fc; }
        .rule { stroke: #3d444d; }
        .state { fill: #0d1117; }
        .closed .life { stroke: #3d444d; } .closed .pill { fill: #9198a1; }
        .opening .life { stroke: #9e6a03; } .opening .pill { fill: #d29922; }
        .open .life { stroke: #238636; } .open .pill { fill: #3fb950; }
        .closing .life { stroke: #8957e5; } .closing .pill { fill: #ab7df8; }
        .syn .arrow { stroke: #d29922; } .syn .head, .syn .flags { fill: #d29922; }
        .data .arrow { stroke: #4493f8; } .data .head, .data .flags { fill: #4493f8; }
        .ack .arrow { stroke: #9198a1; } .ack .head, .ack .flags { fill: #d1d7e0; }
        .fin .arrow { stroke: #ab7df8; } .fin .head, .fin .flags { fill: #ab7df8; }
        .rst .arrow { stroke: #f85149; } .rst .head, .rst .flags { fill: #f85149; }
        .lost .cross { stroke: #f85149; } .lost .gone { fill: #f85149; }
      }
      """;

  private SvgTheme() {}

  /// The class of a segment's arrow.
  static String of(LadderSegment segment) {
    String kind;
    if (segment.has(TcpFlags.RST)) {
      kind = "rst";
    } else if (segment.has(TcpFlags.SYN)) {
      kind = "syn";
    } else if (segment.has(TcpFlags.FIN)) {
      kind = "fin";
    } else {
      kind = segment.length() > 0 ? "data" : "ack";
    }
    return segment.lost() ? kind + " lost" : kind;
  }

  /// The class of a lifeline in this state.
  static String of(State state) {
    return switch (state) {
      case CLOSED -> "closed";
      case LISTEN, SYN_SENT, SYN_RECEIVED -> "opening";
      case ESTABLISHED -> "open";
      case FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT -> "closing";
    };
  }
}
