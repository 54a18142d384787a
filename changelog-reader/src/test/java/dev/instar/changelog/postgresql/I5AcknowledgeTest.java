package dev.instar.changelog.postgresql;

import static dev.instar.changelog.postgresql.StreamFixture.changed;
import static dev.instar.changelog.postgresql.StreamFixture.nextTransaction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.changelog.ChangeEvent;
import dev.instar.changelog.ChangeStreamException;
import dev.instar.changelog.ChangeStreamException.Reason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Invariant I5: the server forgets only what was acknowledged, and a saved position is exact. */
class I5AcknowledgeTest {
  private static final String DDL = "CREATE TABLE t (id int PRIMARY KEY)";
  private static final Map<String, List<String>> KEYS = Map.of("t", List.of("id"));

  @Test
  void aStreamFromASavedPositionRepeatsExactlyWhatCameAfterIt() throws Exception {
    try (StreamFixture given = StreamFixture.of(KEYS, DDL)) {
      given.run("INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (2)", "INSERT INTO t VALUES (3)");
      Lsn afterFirst;
      try (PostgresChangeStream stream = given.open()) {
        StreamFixture.next(stream);
        StreamFixture.next(stream);
        afterFirst = (Lsn) ((ChangeEvent.Commit) StreamFixture.next(stream)).position();
        assertThat(nextTransaction(stream)).containsExactly(changed("t", "2"));
      }
      given.run("INSERT INTO t VALUES (4)");
      for (int i = 0; i < 2; i++) {
        try (PostgresChangeStream again = reopen(given, afterFirst)) {
          assertThat(nextTransaction(again)).containsExactly(changed("t", "2"));
          assertThat(nextTransaction(again)).containsExactly(changed("t", "3"));
          assertThat(nextTransaction(again)).containsExactly(changed("t", "4"));
        }
      }
    }
  }

  @Test
  void onlyWhatWasAcknowledgedIsConfirmedHoweverLongTheStreamIsIdle() throws Exception {
    try (StreamFixture given = StreamFixture.of(KEYS, DDL)) {
      Lsn end;
      try (PostgresChangeStream stream = given.open()) {
        given.run("INSERT INTO t VALUES (1)");
        StreamFixture.next(stream);
        StreamFixture.next(stream);
        end = (Lsn) ((ChangeEvent.Commit) StreamFixture.next(stream)).position();
        // Three answers to status updates have passed, each with a later position.
        for (int i = 0; i < 3; i++) {
          given.run("CREATE TABLE other" + i + " ()");
          StreamFixture.nextIdle(stream);
        }
        assertThat(given.slotState().confirmed()).isEqualTo(given.created);
        stream.acknowledge(end);
        stream.acknowledge(given.created);
        given.server.await(confirmed(given, end));
      }
      assertThat(given.slotState().confirmed()).isEqualTo(end);
    }
  }

  @Test
  void closingSendsTheLastAcknowledgement() throws Exception {
    try (StreamFixture given = StreamFixture.of(KEYS, DDL)) {
      given.run("INSERT INTO t VALUES (1)");
      ChangeEvent.Idle idle;
      try (PostgresChangeStream stream = given.open()) {
        assertThat(nextTransaction(stream)).containsExactly(changed("t", "1"));
        given.run("CREATE TABLE other ()");
        idle = StreamFixture.nextIdle(stream);
        stream.acknowledge(idle.position());
      }
      given.server.await(confirmed(given, (Lsn) idle.position()));
      given.run("INSERT INTO t VALUES (2)");
      try (PostgresChangeStream stream = reopen(given, (Lsn) idle.position())) {
        assertThat(nextTransaction(stream)).containsExactly(changed("t", "2"));
      }
    }
  }

  @Test
  void aPositionBeforeWhatTheServerHasConfirmedIsLost() throws Exception {
    try (StreamFixture given = StreamFixture.of(KEYS, DDL)) {
      given.run("INSERT INTO t VALUES (1)");
      given.run("SELECT pg_replication_slot_advance('" + given.slot + "', pg_current_wal_lsn())");
      assertThatThrownBy(() -> reopen(given, given.created))
          .isInstanceOfSatisfying(
              ChangeStreamException.class,
              e -> assertThat(e.reason()).isEqualTo(Reason.POSITION_LOST));
    }
  }

  @Test
  void aPositionThatTheServerHasNotReachedIsLost() throws Exception {
    try (StreamFixture given = StreamFixture.of(KEYS, DDL)) {
      assertThatThrownBy(() -> reopen(given, Lsn.parse("FFFF/0")))
          .isInstanceOfSatisfying(
              ChangeStreamException.class,
              e -> assertThat(e.reason()).isEqualTo(Reason.POSITION_LOST))
          .hasMessageContaining("it has lost what it once had");
    }
  }

  /** Positions advance while the server is busy with what is not ours, and are exact. */
  @Test
  void anIdleStreamFollowsABusyServer() throws Exception {
    try (StreamFixture given = StreamFixture.of(KEYS, DDL);
        PostgresChangeStream stream = given.open()) {
      given.run("CREATE TABLE other (a int)");
      for (int i = 0; i < 5; i++) {
        given.run("INSERT INTO other VALUES (1)");
        Lsn busy = Lsn.parse(given.query("SELECT pg_current_wal_flush_lsn()"));
        Lsn idle;
        do {
          idle = (Lsn) StreamFixture.nextIdle(stream).position();
        } while (idle.compareTo(busy) < 0);
        stream.acknowledge(idle);
        given.server.await(confirmed(given, idle));
      }
    }
  }

  private static PostgresChangeStream reopen(StreamFixture given, Lsn start) throws Exception {
    try (var connection = given.database.connect()) {
      Slots.release(connection, given.slot, StreamFixture.PATIENCE);
    }
    return PostgresChangeStream.open(given.settings().startingAt(start));
  }

  private static String confirmed(StreamFixture given, Lsn position) {
    return "SELECT confirmed_flush_lsn >= '%s' FROM pg_replication_slots WHERE slot_name = '%s'"
        .formatted(position.text(), given.slot);
  }
}
