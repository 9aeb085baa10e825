package io.tcp4j.stack.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tcp4j.tcp.model.PageSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {
  @Test
  void itLendsNoMoreThanItsLimit() {
    ByteBudget budget = new ByteBudget(10 * PageSource.PAGE + 100);
    List<byte[]> pages = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      pages.add(budget.take());
    }
    assertThat(pages).doesNotContainNull().allMatch(page -> page.length == PageSource.PAGE);
    assertThat(budget.used()).isEqualTo(budget.limit()).isEqualTo(40_960);
    assertThat(budget.take()).isNull();
    assertThat(budget.refusals()).isEqualTo(1);

    budget.give(pages.getFirst());
    assertThat(budget.take()).isNotNull();
  }

  @Test
  void pagesGivenBackAreLentAgain() {
    ByteBudget budget = new ByteBudget(100 * PageSource.PAGE);
    byte[] page = budget.take();
    budget.give(page);
    assertThat(budget.used()).isZero();
    assertThat(budget.take()).isSameAs(page);
  }

  @Test
  void lessThanAPageIsNoBudget() {
    assertThatThrownBy(() -> new ByteBudget(4095))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4095");
  }
}
