package dev.instar.changelog.postgresql;

import static dev.instar.changelog.postgresql.StreamFixture.changed;
import static dev.instar.changelog.postgresql.StreamFixture.nextTransaction;
import static dev.instar.changelog.postgresql.StreamFixture.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.changelog.ChangeEvent;
import dev.instar.changelog.ChangeStreamException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which keys the stream tells for which statements. */
class KeyEventsTest {

  @Test
  void everyStatementTellsTheKeysItTouched() throws Exception {
    try (StreamFixture given =
            StreamFixture.of(
                Map.of("t", List.of("id")), "CREATE TABLE t (id int PRIMARY KEY, v text)");
        PostgresChangeStream stream = given.open()) {
      given.transaction(
          "INSERT INTO t VALUES (1, 'a'), (2, NULL)",
          "UPDATE t SET v = 'b' WHERE id = 1",
          "UPDATE t SET id = 3 WHERE id = 1",
          "DELETE FROM t WHERE id = 2");
      assertThat(nextTransaction(stream))
          .containsExactly(
              changed("t", "1"),
              changed("t", "2"),
              changed("t", "1"),
              changed("t", "1"),
              changed("t", "3"),
              changed("t", "2"));
    }
  }

  @Test
  void aCompositeKeyComesInTheOrderAskedFor() throws Exception {
    try (StreamFixture given =
            StreamFixture.of(
                Map.of("t", List.of("b", "a")),
                "CREATE TABLE t (a int, v text, b text, PRIMARY KEY (a, b))");
        PostgresChangeStream stream = given.open()) {
      given.transaction("INSERT INTO t VALUES (1, 'v', 'x')", "UPDATE t SET b = 'y'");
      assertThat(nextTransaction(stream))
          .containsExactly(changed("t", "x", "1"), changed("t", "x", "1"), changed("t", "y", "1"));
    }
  }

  @Test
  void fullIdentityAndIdentityByIndexTellTheSameKeys() throws Exception {
    try (StreamFixture given =
            StreamFixture.of(
                Map.of("f", List.of("id"), "i", List.of("u")),
                "CREATE TABLE f (id int PRIMARY KEY, v text)",
                "ALTER TABLE f REPLICA IDENTITY FULL",
                "CREATE TABLE i (id int PRIMARY KEY, u text NOT NULL UNIQUE)",
                "ALTER TABLE i REPLICA IDENTITY USING INDEX i_u_key");
        PostgresChangeStream stream = given.open()) {
      for (String table : List.of("f", "i")) {
        given.transaction(
            "INSERT INTO " + table + " VALUES (1, 'a')",
            "UPDATE " + table + " SET id = 2",
            "UPDATE " + table + (table.equals("f") ? " SET v = 'b'" : " SET u = 'b'"),
            "DELETE FROM " + table);
      }
      assertThat(nextTransaction(stream))
          .containsExactly(
              changed("f", "1"),
              changed("f", "1"),
              changed("f", "2"),
              changed("f", "2"),
              changed("f", "2"));
      assertThat(nextTransaction(stream))
          .containsExactly(
              changed("i", "a"),
              changed("i", "a"),
              changed("i", "a"),
              changed("i", "b"),
              changed("i", "b"));
    }
  }

  /** FACTS section 4: the old key, and "unchanged" in the new tuple. */
  @Test
  void aKeyValueStoredOutOfLineIsTakenFromTheOldKey() throws Exception {
    String big = "x".repeat(2500);
    try (StreamFixture given =
            StreamFixture.of(
                Map.of("t", List.of("k", "n")),
                "CREATE TABLE t (n int, k text, v text, PRIMARY KEY (n, k))",
                "ALTER TABLE t ALTER COLUMN k SET STORAGE EXTERNAL");
        PostgresChangeStream stream = given.open()) {
      given.run("INSERT INTO t VALUES (1, repeat('x', 2500), 'a')");
      assertThat(
              given.query(
                  "SELECT pg_relation_size(reltoastrelid) > 0 FROM pg_class WHERE relname = 't'"))
          .as("the key is stored out of line")
          .isEqualTo("t");
      given.run("UPDATE t SET v = 'b'", "UPDATE t SET n = 2", "DELETE FROM t");
      assertThat(nextTransaction(stream)).containsExactly(changed("t", big, "1"));
      assertThat(nextTransaction(stream)).containsExactly(changed("t", big, "1"));
      assertThat(nextTransaction(stream))
          .containsExactly(changed("t", big, "1"), changed("t", big, "2"));
      assertThat(nextTransaction(stream)).containsExactly(changed("t", big, "2"));
    }
  }

  @Test
  void truncateNamesOurTablesOnly() throws Exception {
    try (StreamFixture given =
        StreamFixture.of(
            Map.of("t", List.of("id")),
            "CREATE TABLE t (id int PRIMARY KEY)",
            "CREATE TABLE other (id int PRIMARY KEY)")) {
      given.run("ALTER PUBLICATION p ADD TABLE other");
      try (PostgresChangeStream stream = given.open()) {
        given.run("TRUNCATE t, other");
        assertThat(nextTransaction(stream))
            .containsExactly(new ChangeEvent.Truncated(Set.of(table("t"))));
      }
    }
  }

  @Test
  void otherTablesAndTransactionsWithoutAnythingOfOursAreLeftOut() throws Exception {
    try (StreamFixture given =
        StreamFixture.of(
            Map.of("t", List.of("id")),
            "CREATE TABLE t (id int PRIMARY KEY)",
            "CREATE TABLE published (id int PRIMARY KEY)",
            "CREATE TABLE apart (id int PRIMARY KEY)")) {
      given.run("ALTER PUBLICATION p ADD TABLE published");
      try (PostgresChangeStream stream = given.open()) {
        given.run("INSERT INTO published VALUES (1)", "INSERT INTO apart VALUES (1)");
        given.transaction("INSERT INTO published VALUES (2)", "INSERT INTO t VALUES (7)");
        assertThat(nextTransaction(stream)).containsExactly(changed("t", "7"));
      }
    }
  }

  @Test
  void onlyCommittedMarkersArrive() throws Exception {
    try (StreamFixture given =
            StreamFixture.of(Map.of("t", List.of("id")), "CREATE TABLE t (id int PRIMARY KEY)");
        PostgresChangeStream stream = given.open()) {
      given.run(
          "BEGIN; SELECT pg_logical_emit_message(true, 'instar', 'aborted'); ROLLBACK",
          "BEGIN; SELECT pg_logical_emit_message(false, 'instar', 'at once'); ROLLBACK",
          "SELECT pg_logical_emit_message(true, 'instar', 'märker')");
      assertThat(nextTransaction(stream))
          .containsExactly(new ChangeEvent.Marker("instar", "märker"));
    }
  }

  @Test
  void aForeignChangeOfTheShapeIsToldWithTheNextChange() throws Exception {
    try (StreamFixture given =
            StreamFixture.of(
                Map.of("t", List.of("id")), "CREATE TABLE t (id int PRIMARY KEY, v text)");
        PostgresChangeStream stream = given.open()) {
      given.run(
          "INSERT INTO t VALUES (1)",
          "CREATE INDEX ON t (v)",
          "INSERT INTO t VALUES (2)",
          "ALTER TABLE t ADD COLUMN w int, ALTER COLUMN v TYPE varchar(9)",
          "INSERT INTO t VALUES (3)",
          "ALTER TABLE t DROP CONSTRAINT t_pkey, DROP COLUMN id",
          "INSERT INTO t VALUES ('x')");
      assertThat(nextTransaction(stream)).containsExactly(changed("t", "1"));
      assertThat(nextTransaction(stream)).as("an index").containsExactly(changed("t", "2"));
      assertThat(nextTransaction(stream))
          .containsExactly(
              new ChangeEvent.ShapeChanged(
                  table("t"), "column v had type 25, has type 1043; column w is new"),
              changed("t", "3"));
      assertThat(StreamFixture.next(stream)).isInstanceOf(ChangeEvent.Begin.class);
      assertThat(StreamFixture.next(stream).toString()).contains("column id is gone");
      assertThatThrownBy(() -> StreamFixture.next(stream))
          .isInstanceOfSatisfying(
              ChangeStreamException.class,
              e -> assertThat(e.reason()).isEqualTo(ChangeStreamException.Reason.UNAVAILABLE))
          .hasMessageContaining("public.t no longer has the columns of its key");
    }
  }

  @Test
  void anIdentityWithoutTheKeyIsRefused() throws Exception {
    try (StreamFixture given =
            StreamFixture.of(
                Map.of("t", List.of("u")),
                "CREATE TABLE t (id int PRIMARY KEY, u int NOT NULL UNIQUE)");
        PostgresChangeStream stream = given.open()) {
      given.run("INSERT INTO t VALUES (1, 1)");
      assertThatThrownBy(() -> StreamFixture.next(stream))
          .hasMessageContaining("replica identity of table public.t does not contain the key u");
    }
  }

  @Test
  void whatASessionWithAnOriginWroteCanBeLeftOut() throws Exception {
    try (StreamFixture given =
        StreamFixture.of(Map.of("t", List.of("id")), "CREATE TABLE t (id int PRIMARY KEY)")) {
      String origin = "o_" + given.database.name();
      given.run("SELECT pg_replication_origin_create('" + origin + "')");
      try (PostgresChangeStream stream =
          PostgresChangeStream.open(given.settings().excludingReplicated())) {
        given.run(
            "SELECT pg_replication_origin_session_setup('" + origin + "')",
            "INSERT INTO t VALUES (1)");
        given.run("INSERT INTO t VALUES (2)");
        assertThat(nextTransaction(stream)).containsExactly(changed("t", "2"));
      }
      given.run("SELECT pg_replication_origin_drop('" + origin + "')");
    }
  }
}
