package io.tcp4j.testkit.goodput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoodputTableTest {
  private static final Path DOCUMENT = Path.of("../docs/goodput.md");
  private static final String MARK = "<!-- What follows is measured and written by a test. -->\n";

  @Test
  void theTableIsWhatIsMeasured() throws IOException {
    String document = Files.readString(DOCUMENT).replace("\r\n", "\n");
    int end = document.indexOf(MARK) + MARK.length();
    assertThat(end).as("the mark in " + DOCUMENT).isGreaterThan(MARK.length());
    String measured = document.substring(0, end) + GoodputTable.draw();
    if (System.getProperty("tcp4j.golden", "").equals("write")) {
      Files.writeString(DOCUMENT, measured);
      return;
    }
    assertThat(TableCells.differences(TableCells.of(document), TableCells.of(measured)))
        .as("cells that are not as in docs/goodput.md, which says how to write it anew")
        .isEmpty();
    assertThat(document).isEqualTo(measured);
  }

  static List<Control> controls() {
    return Control.all();
  }

  /// A queue as long as the line is after a halving just not empty, so that no time is lost.
  @ParameterizedTest
  @MethodSource("controls")
  void aQueueOfTheBandwidthDelayProductKeepsTheLineBusy(Control control) {
    Line line = GoodputTable.line(20, 0, 40);
    assertThat(line.packetsUnderWay()).isLessThan(40);
    BulkTransfer.Outcome outcome = GoodputTable.measure(control.config(), line);
    assertThat(outcome.bitsPerSecond()).isBetween(0.97 * Line.best(), Line.best());
    assertThat(outcome.timeouts()).as("after slow start").isLessThanOrEqualTo(1);
  }

  @Test
  void differencesNameTheCellWithWhatItWasAndIs() {
    String head = "## A\n\n| RTT | loss | theory | one | two |\n| --- | --- | --- | --- | --- |\n";
    TableCells before = TableCells.of(head + "| 2 ms | 0 | 9 | 1 | 2 |\n");
    TableCells after = TableCells.of(head + "| 2 ms | 0 | 9 | 1 | 3 |\n| 4 ms | 0 | 9 | 4 |\n");
    assertThat(TableCells.differences(before, before)).isEmpty();
    assertThat(TableCells.differences(before, after))
        .isEqualTo(List.of("A: 2 ms, 0, 9, two: 2 → 3", "A: 4 ms, 0, 9, one: nothing → 4"));
  }
}
