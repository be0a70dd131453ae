package dev.millrace.pipelines.ariel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.engine.errors.DataException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class NumberTableTest {
  private static NumberTable parse(String text) {
    return NumberTable.parse("t.csv", text, Double::parseDouble);
  }

  @Test
  void cellsAreFoundByRowAndName() {
    NumberTable table = parse("planet_id,Rs,Ms\r\n1103775.0,1.5,\r\n7,-2e-3,nan\n\n");
    assertThat(table.rows()).isEqualTo(2);
    assertThat(table.id(0, 0)).isEqualTo(1_103_775);
    assertThat(table.cell(1, table.column("Rs"))).isEqualTo(-0.002);
    assertThat(table.cell(0, 2)).isNaN();
    assertThat(table.row(0, 1)).containsExactly(1.5, Double.NaN);
    assertThat(PlanetRows.sorted(table)).containsExactly(1, 0);
  }

  @Test
  void whatIsWrongIsNamedWithItsLine() {
    assertThatThrownBy(() -> parse("")).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> parse("a,b\n1\n")).hasMessageContaining("line 2 has 1 cells");
    assertThatThrownBy(() -> parse("a,b\n1,2\n3,x\n"))
        .hasMessageContaining("line 3 column \"b\": \"x\" is no number");
    assertThatThrownBy(() -> parse("a\n1\n").column("z")).hasMessageContaining("no column \"z\"");
    assertThatThrownBy(() -> parse("planet_id\n1.5\n").id(0, 0)).hasMessageContaining("line 2");
    NumberTable twice = parse("planet_id\n5\n5.0\n");
    assertThatThrownBy(() -> PlanetRows.sorted(twice)).hasMessageContaining("two rows of planet 5");
  }

  @Test
  void pandasNumbersAreNearTheNearestDouble() {
    String[] texts = {
      "0",
      "1",
      "-1",
      "0.5",
      "-0.25",
      "123456789012345678901234",
      "0.019810947806807054",
      "1e-5",
      "1.25E+3",
      "4e2",
      ".5",
      "5."
    };
    for (String text : texts) {
      double nearest = new BigDecimal(text).doubleValue();
      assertThat(Math.abs(PandasFloat.parse(text) - nearest))
          .as(text)
          .isLessThanOrEqualTo(32 * Math.ulp(nearest));
    }
    assertThat(PandasFloat.parse("0.019810947806807054")).isNotEqualTo(0.019810947806807054);
    assertThat(PandasFloat.parse("0.00001234567890123456789")).isEqualTo(123456789012.0 / 1e16);
    assertThat(PandasFloat.parse("1e400")).isInfinite();
    assertThat(PandasFloat.parse("1e-400")).isZero();
    assertThatThrownBy(() -> PandasFloat.parse("1.2.3")).isInstanceOf(NumberFormatException.class);
  }
}
