package io.tcp4j.cli.demo.diagram;

/// Colours and letters of the picture, for light and for dark surroundings. Each colour repeats
/// what the steps say: blue is the client's way, orange the server's.
final class DiagramTheme {
  static final String STYLE =
      """
      text { font-family: ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace; font-size: 13px; fill: #1f2328; }
      .sans { font-family: ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif; }
      .card { fill: #ffffff; stroke: #d1d9e0; }
      .name { font-size: 21px; font-weight: 700; }
      .sentence { font-size: 14.5px; fill: #59636e; }
      .command { font-size: 12px; fill: #59636e; }
      .list { font-size: 12px; }
      .box { fill: #f6f8fa; stroke: #818b98; stroke-width: 1.5; }
      .state { font-size: 15px; font-weight: 700; }
      .way { fill: none; stroke: #818b98; stroke-width: 1.5; }
      .head { fill: #818b98; }
      .client .way, .client .ring { stroke: #0969da; } .client .head, .c { fill: #0969da; }
      .server .way, .server .ring { stroke: #bc4c00; } .server .head, .s { fill: #bc4c00; }
      .client .way, .server .way { stroke-width: 3; }
      .ring { fill: none; stroke-width: 3; }
      .c, .s { font-weight: 700; }
      .aside text { fill: #818b98; } .aside .box { stroke: #d1d9e0; } .aside .way { stroke: #d1d9e0; } .aside .head { fill: #d1d9e0; }
      @media (prefers-color-scheme: dark) {
        text { fill: #f0f6fc; }
        .card { fill: #0d1117; stroke: #3d444d; }
        .sentence, .command { fill: #9198a1; }
        .box { fill: #151b23; stroke: #9198a1; }
        .way { stroke: #9198a1; } .head { fill: #9198a1; }
        .client .way, .client .ring { stroke: #4493f8; } .client .head, .c { fill: #4493f8; }
        .server .way, .server .ring { stroke: #f0883e; } .server .head, .s { fill: #f0883e; }
        .aside text { fill: #656c76; } .aside .box, .aside .way { stroke: #3d444d; } .aside .head { fill: #3d444d; }
      }
      """;

  private DiagramTheme() {}
}
