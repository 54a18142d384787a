package dev.instar.migrator.postgresql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.postgresql.catalog.CatalogReader;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A CHECK with the condition is taken by the server as proof of the bound, and nothing is read. */
class BoundConditionTest {
  private static final String COLUMNS =
      "a int, b bigint, t text, v varchar(20), n numeric(10,2), d date, z timestamptz, u uuid,"
          + " c text COLLATE \"C\", f boolean";

  /** A partition key, partitions that are there, and a bound. */
  private record Case(String key, List<String> parts, String bound) {}

  private static final List<Case> CASES =
      List.of(
          new Case("RANGE (a)", List.of(), "FOR VALUES FROM (1) TO (10)"),
          new Case("RANGE (a)", List.of(), "FOR VALUES FROM (MINVALUE) TO (10)"),
          new Case("RANGE (a)", List.of(), "FOR VALUES FROM (1 + 1) TO (MAXVALUE)"),
          new Case("RANGE (a)", List.of(), "FOR VALUES FROM (MINVALUE) TO (MAXVALUE)"),
          new Case("RANGE (b)", List.of(), "FOR VALUES FROM (1) TO ('10')"),
          new Case("RANGE (n)", List.of(), "FOR VALUES FROM (1) TO (10.555)"),
          new Case("RANGE (d)", List.of(), "FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')"),
          new Case(
              "RANGE (z)",
              List.of(),
              "FOR VALUES FROM ('2026-01-01') TO (timestamptz '2026-02-01 00:00+03')"),
          new Case("RANGE (v)", List.of(), "FOR VALUES FROM ('a''b') TO ('m')"),
          new Case("RANGE (c)", List.of(), "FOR VALUES FROM ('a') TO ('m')"),
          new Case("RANGE (t COLLATE \"C\")", List.of(), "FOR VALUES FROM ('a') TO ('m')"),
          new Case("RANGE (lower(t))", List.of(), "FOR VALUES FROM ('a') TO ('m')"),
          new Case(
              "RANGE (a, lower(t), b)", List.of(), "FOR VALUES FROM (1, 'a', 1) TO (1, 'm', 5)"),
          new Case("RANGE (a, b)", List.of(), "FOR VALUES FROM (1, 5) TO (10, 20)"),
          new Case("RANGE (a, b)", List.of(), "FOR VALUES FROM (1, 5) TO (1, 20)"),
          new Case("RANGE (a, b)", List.of(), "FOR VALUES FROM (1, MINVALUE) TO (10, MAXVALUE)"),
          new Case("RANGE (a, b)", List.of(), "FOR VALUES FROM (1, MAXVALUE) TO (10, MINVALUE)"),
          new Case("RANGE (a, b, t)", List.of(), "FOR VALUES FROM (1, 5, 'x') TO (2, 7, 'y')"),
          new Case("RANGE (a, b, t)", List.of(), "FOR VALUES FROM (1, 5, MINVALUE) TO (1, 7, 'y')"),
          new Case("LIST (t)", List.of(), "FOR VALUES IN ('x')"),
          new Case("LIST (t)", List.of(), "FOR VALUES IN ('x', 'y')"),
          new Case("LIST (v)", List.of(), "FOR VALUES IN ('x', NULL)"),
          new Case("LIST (v)", List.of(), "FOR VALUES IN ('x', 'y', NULL)"),
          new Case("LIST (a)", List.of(), "FOR VALUES IN (NULL)"),
          new Case("LIST (b)", List.of(), "FOR VALUES IN (1, 2, 3)"),
          new Case("LIST (f)", List.of(), "FOR VALUES IN (true)"),
          new Case("LIST (u)", List.of(), "FOR VALUES IN ('11111111-1111-1111-1111-111111111111')"),
          new Case("HASH (a)", List.of(), "FOR VALUES WITH (MODULUS 4, REMAINDER 1)"),
          new Case("HASH (a, u)", List.of(), "FOR VALUES WITH (MODULUS 4, REMAINDER 0)"),
          new Case("RANGE (a)", List.of("DEFAULT"), "FOR VALUES FROM (1) TO (10)"),
          new Case("RANGE (a, b)", List.of("DEFAULT"), "FOR VALUES FROM (1, 5) TO (10, 20)"),
          new Case("LIST (t)", List.of("DEFAULT", "FOR VALUES IN ('o')"), "FOR VALUES IN ('x')"),
          new Case("LIST (t)", List.of("DEFAULT"), "FOR VALUES IN ('x', 'y', NULL)"),
          new Case("LIST (t)", List.of("DEFAULT"), "FOR VALUES IN (NULL)"),
          new Case(
              "LIST (t)",
              List.of("FOR VALUES IN ('x', 'y')", "FOR VALUES IN ('z', NULL)"),
              "DEFAULT"),
          new Case("LIST (t)", List.of("FOR VALUES IN ('x')"), "DEFAULT"),
          new Case("RANGE (a)", List.of("FOR VALUES FROM (1) TO (5)"), "DEFAULT"),
          new Case(
              "RANGE (a, b)",
              List.of(
                  "FOR VALUES FROM (1, 1) TO (5, 5)",
                  "FOR VALUES FROM (5, 5) TO (5, MAXVALUE)",
                  "FOR VALUES FROM (9, MINVALUE) TO (MAXVALUE, MAXVALUE)"),
              "DEFAULT"));

  @Test
  void onPostgresql17() throws Exception {
    on(PostgresVersion.V17);
  }

  @Test
  @Tag("wide")
  void onPostgresql14And18() throws Exception {
    on(PostgresVersion.V14);
    on(PostgresVersion.V18);
  }

  /** The server would read the rows: nothing that could be written down is what it has. */
  @Test
  void whatCannotBeWrittenDownIsNot() throws Exception {
    try (TestDatabase database = TestDatabase.create()) {
      for (String key : List.of("RANGE (t text_pattern_ops)", "RANGE (lower(t), upper(t))")) {
        database.reset();
        database.execute("CREATE TABLE p (" + COLUMNS + ") PARTITION BY " + key);
        assertThat(BoundCondition.of(parent(database), "FOR VALUES FROM ('a') TO ('b')"))
            .as(key)
            .isEmpty();
      }
      database.reset();
      database.execute("CREATE TABLE p (" + COLUMNS + ") PARTITION BY HASH (t)");
      assertThat(BoundCondition.of(parent(database), "FOR VALUES WITH (MODULUS 2, REMAINDER 0)"))
          .isEmpty();
      database.reset();
      database.execute("CREATE TABLE p (" + COLUMNS + ") PARTITION BY RANGE (z)");
      assertThat(BoundCondition.of(parent(database), "FOR VALUES FROM (now()) TO (MAXVALUE)"))
          .isEmpty();
    }
  }

  private static Table parent(TestDatabase database) {
    return CatalogReader.read(
            database.sessions(), Mentions.of("x", "ALTER TABLE p ADD COLUMN unused int"))
        .schema()
        .table(new TableName("public", "p"));
  }

  private static void on(PostgresVersion version) throws SQLException {
    try (TestDatabase database = TestDatabase.on(PostgresServer.shared(version))) {
      for (Case one : CASES) {
        database.reset();
        isProof(database, one);
      }
      // The bounds of the parent's parents hold as well.
      database.reset();
      database.execute(
          "CREATE TABLE top (" + COLUMNS + ") PARTITION BY LIST (t)",
          "CREATE TABLE p PARTITION OF top FOR VALUES IN ('x', 'y') PARTITION BY RANGE (a)");
      attach(database, new Case("", List.of(), "FOR VALUES FROM (1) TO (10)"));
    }
  }

  private static void isProof(TestDatabase database, Case one) throws SQLException {
    database.execute("CREATE TABLE p (" + COLUMNS + ") PARTITION BY " + one.key());
    for (int i = 0; i < one.parts().size(); i++) {
      database.execute("CREATE TABLE p%d PARTITION OF p %s".formatted(i, one.parts().get(i)));
    }
    attach(database, one);
  }

  private static void attach(TestDatabase database, Case one) throws SQLException {
    Table parent = parent(database);
    String condition = BoundCondition.of(parent, one.bound()).orElseThrow();
    String whole =
        parent
                .partitions()
                .membership()
                .flatMap(m -> m.condition())
                .map(c -> c + " AND ")
                .orElse("")
            + "("
            + condition
            + ")";
    database.execute(
        "CREATE TABLE child (LIKE p)", "ALTER TABLE child ADD CONSTRAINT k CHECK (" + whole + ")");
    boolean hasDefault = parent.partitions().defaultPart().isPresent();
    if (hasDefault) {
      database.execute("ALTER TABLE p0 ADD CONSTRAINT k CHECK (NOT (" + condition + "))");
    }
    assertThat(messages(database, "ALTER TABLE p ATTACH PARTITION child " + one.bound()))
        .as(() -> one + ": " + whole)
        .contains("partition constraint for table \"child\" is implied by existing constraints")
        .anyMatch(m -> !hasDefault || m.contains("for default partition \"p0\" is implied"));
  }

  private static List<String> messages(TestDatabase database, String sql) throws SQLException {
    List<String> messages = new ArrayList<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET client_min_messages = debug1");
      statement.clearWarnings();
      statement.execute(sql);
      for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
        messages.add(w.getMessage());
      }
    }
    return messages;
  }
}
