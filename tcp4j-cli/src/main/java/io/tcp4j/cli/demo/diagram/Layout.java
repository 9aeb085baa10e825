package io.tcp4j.cli.demo.diagram;

import static io.tcp4j.tcp.model.Event.ACTIVE_OPEN;
import static io.tcp4j.tcp.model.Event.CLOSE;
import static io.tcp4j.tcp.model.Event.PASSIVE_OPEN;
import static io.tcp4j.tcp.model.Event.RECEIVE_ACK_OF_FIN;
import static io.tcp4j.tcp.model.Event.RECEIVE_ACK_OF_SYN;
import static io.tcp4j.tcp.model.Event.RECEIVE_FIN;
import static io.tcp4j.tcp.model.Event.RECEIVE_FIN_AND_ACK_OF_FIN;
import static io.tcp4j.tcp.model.Event.RECEIVE_RST;
import static io.tcp4j.tcp.model.Event.RECEIVE_SYN;
import static io.tcp4j.tcp.model.Event.RECEIVE_SYN_ACK;
import static io.tcp4j.tcp.model.Event.SEND;
import static io.tcp4j.tcp.model.Event.TIME_WAIT_TIMEOUT;
import static io.tcp4j.tcp.model.State.CLOSED;
import static io.tcp4j.tcp.model.State.CLOSE_WAIT;
import static io.tcp4j.tcp.model.State.CLOSING;
import static io.tcp4j.tcp.model.State.ESTABLISHED;
import static io.tcp4j.tcp.model.State.FIN_WAIT_1;
import static io.tcp4j.tcp.model.State.FIN_WAIT_2;
import static io.tcp4j.tcp.model.State.LAST_ACK;
import static io.tcp4j.tcp.model.State.LISTEN;
import static io.tcp4j.tcp.model.State.SYN_RECEIVED;
import static io.tcp4j.tcp.model.State.SYN_SENT;
import static io.tcp4j.tcp.model.State.TIME_WAIT;

import io.tcp4j.tcp.model.Event;
import io.tcp4j.tcp.model.State;
import java.util.ArrayList;
import java.util.List;

/// Where everything stands, in characters from the top left: placed by hand like RFC 9293 Figure 5,
/// once for text and picture. CLOSED stands there twice, at the beginning and at the end.
final class Layout {
  /// Width of the whole, in characters.
  static final int WIDTH = 80;

  /// Height of the whole, in lines.
  static final int HEIGHT = 48;

  private static final int LEFT = 0;
  private static final int MIDDLE = 29;
  private static final int RIGHT = 64;

  /// The box of a state.
  ///
  /// @param x the column of its left border
  /// @param y the line of its upper border
  record Box(State state, int x, int y) {
    /// Characters from border to border, both included.
    static final int WIDTH = 16;

    /// Lines from border to border, both included.
    static final int HEIGHT = 5;
  }

  /// A corner, the beginning or the end of an arrow.
  record Point(int x, int y) {}

  /// A label: at its left end, or at its right end.
  record Label(int x, int y, boolean endsHere) {}

  /// An arrow of the figure: from beside one box, around corners, to beside another.
  record Route(State from, Event event, State to, Label label, List<Point> points) {}

  static final List<Box> BOXES =
      List.of(
          new Box(CLOSED, MIDDLE, 0),
          new Box(LISTEN, MIDDLE, 8),
          new Box(SYN_RECEIVED, LEFT, 15),
          new Box(SYN_SENT, RIGHT, 15),
          new Box(ESTABLISHED, MIDDLE, 21),
          new Box(FIN_WAIT_1, LEFT, 28),
          new Box(CLOSE_WAIT, RIGHT, 28),
          new Box(FIN_WAIT_2, LEFT, 36),
          new Box(CLOSING, MIDDLE, 36),
          new Box(LAST_ACK, RIGHT, 36),
          new Box(TIME_WAIT, MIDDLE, 43),
          new Box(CLOSED, RIGHT, 43));

  static final List<Route> ROUTES =
      List.of(
          route(CLOSED, PASSIVE_OPEN, LISTEN, endsAt(30, 6), 32, 5, 32, 7),
          route(LISTEN, CLOSE, CLOSED, at(43, 6), 41, 7, 41, 5),
          route(CLOSED, ACTIVE_OPEN, SYN_SENT, at(47, 0), 45, 1, 76, 1, 76, 14),
          route(SYN_SENT, CLOSE, CLOSED, at(47, 4), 70, 14, 70, 3, 45, 3),
          route(LISTEN, SEND, SYN_SENT, at(47, 9), 45, 10, 66, 10, 66, 14),
          route(LISTEN, RECEIVE_SYN, SYN_RECEIVED, at(6, 8), 28, 9, 4, 9, 4, 14),
          route(SYN_RECEIVED, RECEIVE_RST, LISTEN, at(13, 10), 11, 14, 11, 11, 28, 11),
          route(SYN_SENT, RECEIVE_SYN, SYN_RECEIVED, at(33, 15), 63, 16, 16, 16),
          route(SYN_RECEIVED, RECEIVE_ACK_OF_SYN, ESTABLISHED, at(17, 17), 16, 18, 32, 18, 32, 20),
          route(SYN_SENT, RECEIVE_SYN_ACK, ESTABLISHED, at(43, 17), 63, 18, 41, 18, 41, 20),
          route(SYN_RECEIVED, CLOSE, FIN_WAIT_1, at(5, 21), 3, 20, 3, 27),
          route(ESTABLISHED, CLOSE, FIN_WAIT_1, at(13, 22), 28, 23, 11, 23, 11, 27),
          route(ESTABLISHED, RECEIVE_FIN, CLOSE_WAIT, at(47, 22), 45, 23, 72, 23, 72, 27),
          route(FIN_WAIT_1, RECEIVE_FIN, CLOSING, at(18, 28), 16, 29, 43, 29, 43, 35),
          route(
              FIN_WAIT_1,
              RECEIVE_FIN_AND_ACK_OF_FIN,
              TIME_WAIT,
              at(18, 30),
              16,
              31,
              26,
              31,
              26,
              44,
              28,
              44),
          route(FIN_WAIT_1, RECEIVE_ACK_OF_FIN, FIN_WAIT_2, at(5, 34), 3, 33, 3, 35),
          route(FIN_WAIT_2, RECEIVE_FIN, TIME_WAIT, at(10, 45), 8, 41, 8, 46, 28, 46),
          route(CLOSING, RECEIVE_ACK_OF_FIN, TIME_WAIT, at(38, 41), 36, 41, 36, 42),
          route(CLOSE_WAIT, CLOSE, LAST_ACK, endsAt(70, 34), 72, 33, 72, 35),
          route(LAST_ACK, RECEIVE_ACK_OF_FIN, CLOSED, endsAt(70, 42), 72, 41, 72, 42),
          route(TIME_WAIT, TIME_WAIT_TIMEOUT, CLOSED, at(46, 44), 45, 45, 63, 45));

  private Layout() {}

  private static Label at(int x, int y) {
    return new Label(x, y, false);
  }

  private static Label endsAt(int x, int y) {
    return new Label(x, y, true);
  }

  /// @param xy the points, each a column and a line
  private static Route route(State from, Event event, State to, Label label, int... xy) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < xy.length; i += 2) {
      points.add(new Point(xy[i], xy[i + 1]));
    }
    return new Route(from, event, to, label, List.copyOf(points));
  }
}
