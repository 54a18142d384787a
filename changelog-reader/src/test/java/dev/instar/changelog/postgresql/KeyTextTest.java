package dev.instar.changelog.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.changelog.ChangeEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key in the stream is the text that an ordinary pinned session prints. */
class KeyTextTest {

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Europe/Berlin"})
  void streamAndSessionPrintTheSameWhateverTheDefaultsAre(String timeZone) throws Exception {
    TimeZone jvm = TimeZone.getDefault();
    try (StreamFixture given =
        StreamFixture.of(
            Map.of("t", List.of("k", "d", "i", "f", "b", "n", "s")),
            """
            CREATE TABLE t (k timestamptz, d date, i interval, f float8, b bytea, n numeric, s text,
              PRIMARY KEY (k, d, i, f, b, n, s))
            """)) {
      String database = given.database.name();
      given.run(
          "ALTER DATABASE " + database + " SET DateStyle = 'SQL, DMY'",
          "ALTER DATABASE " + database + " SET TimeZone = 'Asia/Tokyo'",
          "ALTER DATABASE " + database + " SET IntervalStyle = 'iso_8601'",
          "ALTER DATABASE " + database + " SET extra_float_digits = -3",
          "ALTER DATABASE " + database + " SET bytea_output = 'escape'");
      TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
      try (PostgresChangeStream stream =
              PostgresChangeStream.open(given.settings().inTimeZone(timeZone));
          Connection session = given.server.connect(database, new Properties())) {
        SessionSettings.pin(session, timeZone);
        try (Statement statement = session.createStatement()) {
          statement.execute(
              """
              INSERT INTO public.t VALUES ('2026-07-01 12:00:00.123456+02', '2026-12-31',
                '1 mon 2 days 03:04:05', 0.1::float8 + 0.2::float8, '\\x00ff41', 1.50, 'ä''"\\')
              """);
          try (ResultSet printed =
              statement.executeQuery(
                  "SELECT k::text, d::text, i::text, f::text, b::text, n::text, s FROM public.t")) {
            printed.next();
            List<String> expected =
                List.of(
                    printed.getString(1),
                    printed.getString(2),
                    printed.getString(3),
                    printed.getString(4),
                    printed.getString(5),
                    printed.getString(6),
                    printed.getString(7));
            assertThat(expected).contains("0.30000000000000004", "1.50", "\\x00ff41");
            assertThat(expected.getFirst())
                .isEqualTo(
                    timeZone.equals("UTC")
                        ? "2026-07-01 10:00:00.123456+00"
                        : "2026-07-01 12:00:00.123456+02");
            List<ChangeEvent> events = StreamFixture.nextTransaction(stream);
            assertThat(((ChangeEvent.KeyChanged) events.getFirst()).key().values())
                .isEqualTo(expected);
          }
        }
      }
    } finally {
      TimeZone.setDefault(jvm);
    }
  }
}
