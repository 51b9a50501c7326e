package dev.postroom.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  private static final Row RATE = new Row("APPEND", Unit.PER_SECOND);
  private static final Row TIME = new Row("SELECT", Unit.MILLISECONDS);
  private static final List<String> SERVERS = List.of("courier", "dovecot", "postroom");

  private final Results results = new Results();

  @Test
  void aTableHasMediansSpreadAndRatiosInWhichMoreThanOneIsBetter() {
    for (double value : new double[] {900, 1000, 1100}) {
      results.add(RATE, "courier", value);
      results.add(RATE, "dovecot", 4 * value);
      results.add(RATE, "postroom", 2 * value);
    }
    results.add(TIME, "courier", 30);
    results.add(TIME, "dovecot", 1.5);
    results.add(TIME, "postroom", 2);

    assertThat(new Table(results, SERVERS).plain())
        .isEqualTo(
            """
            measured  unit     courier     dovecot    postroom  to courier  to dovecot
            APPEND    1/s   1,000 ±10%  4,000 ±10%  2,000 ±10%        2.0×       0.50×
            SELECT    ms          30.0        1.50        2.00         15×       0.75×
            """);
  }

  @Test
  void aServerThatFailedHasNoRatioAndItsReasonIsTold() {
    results.add(TIME, "courier", 30);
    results.add(TIME, "courier", 31);
    results.fail(TIME, "courier", "SELECT was answered: NO");
    results.add(TIME, "postroom", 2);

    var table = new Table(results, SERVERS);

    assertThat(table.markdown())
        .isEqualTo(
            """
            | measured | unit | courier | dovecot | postroom | to courier | to dovecot |
            | --- | --- | ---: | ---: | ---: | ---: | ---: |
            | SELECT | ms | failed |  | 2.00 |  |  |
            """);
    assertThat(table.failures()).containsExactly("SELECT, courier: SELECT was answered: NO");
  }

  @Test
  void aRatioToNothingIsNotShownAsANumber() {
    results.add(RATE, "courier", 0);
    results.add(RATE, "postroom", 2);

    assertThat(new Table(results, List.of("courier", "postroom")).plain()).endsWith("–\n");
  }
}
