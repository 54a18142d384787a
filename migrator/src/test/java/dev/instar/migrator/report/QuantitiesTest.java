package dev.instar.migrator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0              | 0 rows
          1              | 1 row
          9999           | 9,999 rows
          10000          | 10 thousand rows
          999499         | 999 thousand rows
          12345678       | 12.3 million rows
          100000000      | 100 million rows
          7200000000     | 7.2 billion rows
          """)
  void rows(long rows, String said) {
    assertThat(Quantities.rows(rows)).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0                   | 0 bytes
          1                   | 1 byte
          999                 | 999 bytes
          1000                | 1 kB
          8192                | 8.2 kB
          999999              | 1 MB
          1412000000          | 1.4 GB
          9223372036854775807 | 9.2 EB
          """)
  void bytes(long bytes, String said) {
    assertThat(Quantities.bytes(bytes)).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PT-1S       | 0 ms
          PT0S        | 0 ms
          PT0.04S     | 40 ms
          PT0.9999S   | 999 ms
          PT1.5S      | 1.5 s
          PT9.96S     | 10 s
          PT59.4S     | 59 s
          PT59.6S     | 1 min
          PT125S      | 2 min 5 s
          PT59M59.9S  | 1 h
          PT2H5M      | 2 h 5 min
          PT23H59M59S | 1 d
          PT50H       | 2 d 2 h
          """)
  void durations(Duration duration, String said) {
    assertThat(Quantities.duration(duration)).isEqualTo(said);
  }
}
