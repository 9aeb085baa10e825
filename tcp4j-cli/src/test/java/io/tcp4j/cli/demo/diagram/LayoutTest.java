package io.tcp4j.cli.demo.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import io.tcp4j.cli.demo.diagram.Layout.Box;
import io.tcp4j.cli.demo.diagram.Layout.Point;
import io.tcp4j.cli.demo.diagram.Layout.Route;
import io.tcp4j.tcp.model.State;
import io.tcp4j.tcp.model.StateDiagram;
import io.tcp4j.tcp.model.StateDiagram.Edge;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class LayoutTest {
  private static final List<Route> ROUTES = Layout.ROUTES;

  @Test
  void eachEdgeOfTheFigureHasOneArrowAndNoOtherHas() {
    List<Edge> figure = StateDiagram.allEdges().stream().filter(Edge::inFigure).toList();

    assertThat(ROUTES).extracting(Edges::of).containsExactlyInAnyOrderElementsOf(figure);
  }

  @Test
  void eachStateHasABoxAndClosedHasTwo() {
    assertThat(Layout.BOXES).extracting(Box::state).contains(State.values()).hasSize(12);
    assertThat(Layout.BOXES).filteredOn(box -> box.state() == State.CLOSED).hasSize(2);
  }

  @ParameterizedTest
  @FieldSource("ROUTES")
  void anArrowGoesStraightFromBesideItsFirstBoxToBesideItsSecond(Route route) {
    List<Point> points = route.points();

    assertThat(beside(points.getFirst(), route.from())).as("beginning").isTrue();
    assertThat(beside(points.getLast(), route.to())).as("end").isTrue();
    for (int i = 1; i < points.size(); i++) {
      boolean across = points.get(i).y() == points.get(i - 1).y();
      boolean down = points.get(i).x() == points.get(i - 1).x();
      assertThat(across ^ down).as("point " + i).isTrue();
    }
  }

  private static boolean beside(Point point, State state) {
    return Layout.BOXES.stream()
        .filter(box -> box.state() == state)
        .anyMatch(
            box -> {
              boolean within = point.x() > box.x() && point.x() < box.x() + Box.WIDTH - 1;
              boolean level = point.y() > box.y() && point.y() < box.y() + Box.HEIGHT - 1;
              boolean left = point.x() == box.x() - 1;
              boolean right = point.x() == box.x() + Box.WIDTH;
              boolean above = point.y() == box.y() - 1;
              boolean below = point.y() == box.y() + Box.HEIGHT;
              return (within && (above || below)) || (level && (left || right));
            });
  }
}
