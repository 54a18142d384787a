package dev.instar.migrator.postgresql.plan;

import static dev.instar.migrator.postgresql.plan.TypeChange.CATALOG;
import static dev.instar.migrator.postgresql.plan.TypeChange.CATALOG_AND_INDEXES;
import static dev.instar.migrator.postgresql.plan.TypeChange.NONE;
import static dev.instar.migrator.postgresql.plan.TypeChange.REWRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.schema.ColumnType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each rule by itself, and then every pair of types against a real server. */
class TypeChangeTest {
  private static final ColumnType TIMESTAMP = ColumnType.of("timestamp without time zone");
  private static final ColumnType TIMESTAMPTZ = ColumnType.of("timestamp with time zone");

  @Test
  void aLongerTextNeedsNoRewriteAndAShorterOneDoes() {
    assertThat(change(varchar(20), varchar(50))).isEqualTo(CATALOG);
    assertThat(change(varchar(20), ColumnType.of("character varying"))).isEqualTo(CATALOG);
    assertThat(change(varchar(20), varchar(5))).isEqualTo(REWRITE);
    assertThat(change(ColumnType.of("text"), varchar(5))).isEqualTo(REWRITE);
  }

  @Test
  void aNumericMayGrowButKeepsItsScale() {
    ColumnType numeric = ColumnType.of("numeric", 10, 2);
    assertThat(change(numeric, ColumnType.of("numeric", 12, 2))).isEqualTo(CATALOG);
    assertThat(change(numeric, ColumnType.of("numeric"))).isEqualTo(CATALOG);
    assertThat(change(numeric, ColumnType.of("numeric", 12, 3))).isEqualTo(REWRITE);
    assertThat(change(ColumnType.of("numeric"), numeric)).isEqualTo(REWRITE);
  }

  @Test
  void timestampAndTimestamptzAreTheSameNumberInUtcAlone() {
    assertThat(change(TIMESTAMP, TIMESTAMPTZ)).isEqualTo(CATALOG_AND_INDEXES);
    assertThat(
            TypeChange.between(
                TIMESTAMP, TIMESTAMPTZ, Optional.empty(), Optional.empty(), "Europe/Berlin"))
        .isEqualTo(REWRITE);
  }

  @Test
  void anotherCollationBuildsIndexesAnew() {
    ColumnType text = ColumnType.of("text");
    assertThat(TypeChange.between(text, text, Optional.empty(), Optional.of("C"), "UTC"))
        .isEqualTo(CATALOG_AND_INDEXES);
    assertThat(TypeChange.between(text, text, Optional.of("C"), Optional.of("C"), "UTC"))
        .isEqualTo(NONE);
  }

  @Test
  void aDomainIsItsBaseUnlessItConstrains() {
    ColumnType text = ColumnType.of("text");
    assertThat(change(text, domain(text, false))).isEqualTo(CATALOG);
    assertThat(change(text, domain(text, true))).isEqualTo(REWRITE);
    assertThat(change(domain(text, true), text)).isEqualTo(CATALOG);
  }

  @Test
  void theServerRewritesWhatTheRulesSayAndNothingElse() throws SQLException {
    List<ColumnType> types =
        List.of(
            ColumnType.of("smallint"),
            ColumnType.of("integer"),
            ColumnType.of("bigint"),
            ColumnType.of("numeric"),
            ColumnType.of("numeric", 10, 2),
            ColumnType.of("numeric", 12, 2),
            ColumnType.of("text"),
            varchar(10),
            varchar(20),
            ColumnType.of("character varying"),
            ColumnType.of("character", 10),
            ColumnType.of("date"),
            TIMESTAMP,
            TIMESTAMPTZ,
            ColumnType.of("timestamp with time zone", 3),
            ColumnType.of("timestamp without time zone", 0),
            ColumnType.of("time without time zone"),
            ColumnType.of("time without time zone", 2),
            ColumnType.of("interval"),
            ColumnType.of("interval", 3),
            ColumnType.of("bit", 4),
            ColumnType.of("bit varying", 4),
            ColumnType.of("bit varying", 8),
            ColumnType.of("bit varying"),
            ColumnType.of("cidr"),
            ColumnType.of("inet"));
    List<String> wrong = new ArrayList<>();
    try (TestDatabase database = TestDatabase.on(PostgresServer.shared(PostgresVersion.V17));
        Connection connection = database.connect()) {
      TestDatabase.execute(connection, "SET TimeZone = 'UTC'", "SET synchronous_commit = off");
      for (ColumnType from : types) {
        for (ColumnType to : types) {
          Optional<Boolean> rewritten = rewritten(connection, from, to);
          if (rewritten.isPresent() && rewritten.get() != (change(from, to) == REWRITE)) {
            wrong.add(from + " to " + to + " is rewritten: " + rewritten.get());
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** Empty where the server has no such change. */
  private static Optional<Boolean> rewritten(Connection connection, ColumnType from, ColumnType to)
      throws SQLException {
    connection.setAutoCommit(false);
    try {
      TestDatabase.execute(connection, "CREATE TABLE t (c " + from + ")");
      String before = TestDatabase.value(connection, "SELECT pg_relation_filenode('t')");
      TestDatabase.execute(connection, "ALTER TABLE t ALTER COLUMN c TYPE " + to);
      String after = TestDatabase.value(connection, "SELECT pg_relation_filenode('t')");
      return Optional.of(!before.equals(after));
    } catch (SQLException e) {
      return Optional.empty();
    } finally {
      connection.rollback();
    }
  }

  private static TypeChange change(ColumnType from, ColumnType to) {
    return TypeChange.between(from, to, Optional.empty(), Optional.empty(), "UTC");
  }

  private static ColumnType varchar(int length) {
    return ColumnType.of("character varying", length);
  }

  private static ColumnType domain(ColumnType base, boolean constrained) {
    return new ColumnType(
        "public.d", List.of(), Optional.of(new ColumnType.Domain(base, constrained, false)));
  }
}
