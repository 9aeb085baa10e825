package io.tcp4j.tcp.model;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;

/// Several observers as one.
class ObserversTest {
  /// One that it does not hand on would be lost without a sound, since all have a default.
  @Test
  void everythingThatAnObserverIsToldIsHandedOn() {
    for (Method told : TcpObserver.class.getMethods()) {
      if (!Modifier.isStatic(told.getModifiers())) {
        assertThatCode(
                () -> Observers.class.getDeclaredMethod(told.getName(), told.getParameterTypes()))
            .as(told.getName())
            .doesNotThrowAnyException();
      }
    }
  }
}
