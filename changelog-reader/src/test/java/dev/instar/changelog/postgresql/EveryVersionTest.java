package dev.instar.changelog.postgresql;

import static dev.instar.changelog.postgresql.StreamFixture.changed;
import static dev.instar.changelog.postgresql.StreamFixture.nextTransaction;
import static dev.instar.changelog.postgresql.StreamFixture.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instar.changelog.ChangeEvent;
import dev.instar.changelog.ChangeStreamException;
import dev.instar.changelog.ChangeStreamException.Reason;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What differs between servers: catalogs, options, who leaves out empty transactions. */
@Tag("wide")
class EveryVersionTest {

  @ParameterizedTest
  @EnumSource
  void aStreamLivesItsWholeLife(PostgresVersion version) throws Exception {
    try (PostgresServer server = PostgresServer.start(version);
        StreamFixture given =
            StreamFixture.on(
                server,
                Map.of("t", List.of("id")),
                "CREATE TABLE t (id int PRIMARY KEY, v text)",
                "CREATE TABLE other (a int)")) {
      Lsn end;
      try (PostgresChangeStream stream = given.open()) {
        assertThat(given.slotState().activePid()).isPresent();
        given.run("INSERT INTO other VALUES (1)", "INSERT INTO t VALUES (1)");
        given.transaction("UPDATE t SET id = 2", "DELETE FROM t", "TRUNCATE t");
        given.run("SELECT pg_logical_emit_message(true, 'instar', 'm')");
        assertThat(nextTransaction(stream)).containsExactly(changed("t", "1"));
        assertThat(nextTransaction(stream))
            .containsExactly(
                changed("t", "1"),
                changed("t", "2"),
                changed("t", "2"),
                new ChangeEvent.Truncated(Set.of(table("t"))));
        assertThat(nextTransaction(stream)).containsExactly(new ChangeEvent.Marker("instar", "m"));
        given.run("INSERT INTO other SELECT generate_series(1, 1000)");
        Lsn busy = Lsn.parse(given.query("SELECT pg_current_wal_flush_lsn()"));
        do {
          end = (Lsn) StreamFixture.nextIdle(stream).position();
        } while (end.compareTo(busy) < 0);
        stream.acknowledge(end);
      }
      try (Connection connection = given.database.connect()) {
        Slots.release(connection, given.slot, StreamFixture.PATIENCE);
      }
      assertThat(given.slotState().confirmed()).isEqualTo(end);
      try (PostgresChangeStream stream =
          PostgresChangeStream.open(given.settings().startingAt(end))) {
        given.run("INSERT INTO t VALUES (3)");
        assertThat(nextTransaction(stream)).containsExactly(changed("t", "3"));
        given.run("DROP PUBLICATION p", "INSERT INTO t VALUES (4)");
        ChangeStreamException e =
            catchThrowableOfType(ChangeStreamException.class, () -> StreamFixture.next(stream));
        assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE);
      }
    }
  }
}
