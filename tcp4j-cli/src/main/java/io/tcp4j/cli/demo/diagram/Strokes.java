package io.tcp4j.cli.demo.diagram;

/// The signs that boxes and arrows are made of.
///
/// @param across a line to the side
/// @param down a line downwards
/// @param corners of a box: top left, top right, bottom left, bottom right
/// @param heads of arrows: right, left, down, up
record Strokes(char across, char down, String corners, String heads) {
  private static final String HEADS = "►◄▼▲";
  private static final String ASCII_HEADS = "><v^";

  /// Of what nobody went through, or where no path is shown.
  static Strokes thin(boolean ascii) {
    return ascii
        ? new Strokes('-', '|', "++++", ASCII_HEADS)
        : new Strokes('─', '│', "┌┐└┘", HEADS);
  }

  /// Of what a path goes through.
  static Strokes thick(boolean ascii) {
    return ascii
        ? new Strokes('=', '#', "####", ASCII_HEADS)
        : new Strokes('═', '║', "╔╗╚╝", HEADS);
  }

  /// The corner between a line that comes in one direction and one that goes on in another.
  char corner(int cameX, int cameY, int goesX, int goesY) {
    boolean opensRight = cameX < 0 || goesX > 0;
    boolean opensDown = cameY < 0 || goesY > 0;
    return corners.charAt((opensDown ? 0 : 2) + (opensRight ? 0 : 1));
  }

  char head(int x, int y) {
    return heads.charAt(x > 0 ? 0 : x < 0 ? 1 : y > 0 ? 2 : 3);
  }
}
