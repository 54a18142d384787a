package dev.instar.changelog.postgresql;

import static dev.instar.changelog.postgresql.StreamFixture.changed;
import static dev.instar.changelog.postgresql.StreamFixture.nextTransaction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.instar.changelog.ChangeStreamException;
import dev.instar.changelog.ChangeStreamException.Reason;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A stream that cannot start or go on says why. */
class StreamFailureTest {
  private static final String DDL = "CREATE TABLE t (id int PRIMARY KEY)";
  private static final Map<String, List<String>> KEYS = Map.of("t", List.of("id"));

  @Test
  void aSenderThatIsEndedIsADisconnectionAndANewStreamGoesOn() throws Exception {
    try (StreamFixture given = StreamFixture.of(KEYS, DDL)) {
      try (PostgresChangeStream stream = given.open()) {
        given.run(
            "INSERT INTO t VALUES (1)",
            "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots"
                + " WHERE slot_name = '"
                + given.slot
                + "'");
        ChangeStreamException e =
            failure(
                () -> {
                  while (true) {
                    StreamFixture.next(stream);
                  }
                });
        assertThat(e.reason()).isEqualTo(Reason.DISCONNECTED);
        assertThat(failure(() -> StreamFixture.next(stream)).reason())
            .as("it stays broken")
            .isEqualTo(Reason.DISCONNECTED);
      }
      try (PostgresChangeStream stream = given.open()) {
        assertThat(nextTransaction(stream)).containsExactly(changed("t", "1"));
      }
    }
  }

  @Test
  void aServerThatCrashesIsADisconnectionAndANewStreamGoesOn() throws Exception {
    try (PostgresServer server = PostgresServer.start(PostgresVersion.V17);
        StreamFixture given = StreamFixture.on(server, KEYS, DDL)) {
      try (PostgresChangeStream stream = given.open()) {
        given.run("INSERT INTO t VALUES (1)");
        assertThat(nextTransaction(stream)).containsExactly(changed("t", "1"));
        server.crash();
        assertThat(failure(() -> StreamFixture.next(stream)).reason())
            .isEqualTo(Reason.DISCONNECTED);
      }
      server.start();
      given.run("INSERT INTO t VALUES (2)");
      try (PostgresChangeStream stream = given.open()) {
        assertThat(nextTransaction(stream)).containsExactly(changed("t", "1"));
        assertThat(nextTransaction(stream)).containsExactly(changed("t", "2"));
      }
    }
  }

  @Test
  void aSlotIsReadByOneStreamOnly() throws Exception {
    try (StreamFixture given = StreamFixture.of(KEYS, DDL);
        PostgresChangeStream stream = given.open()) {
      int pid = given.slotState().activePid().getAsInt();
      ChangeStreamException e = failure(given::open);
      assertThat(e.reason()).isEqualTo(Reason.SLOT_BUSY);
      assertThat(e).hasMessageContaining("process " + pid);
      given.run("INSERT INTO t VALUES (1)");
      assertThat(nextTransaction(stream)).containsExactly(changed("t", "1"));
    }
  }

  @Test
  void aDroppedSlotIsLost() throws Exception {
    try (StreamFixture given = StreamFixture.of(KEYS, DDL)) {
      try (PostgresChangeStream stream = given.open();
          Connection connection = given.database.connect()) {
        assertThat(Slots.drop(connection, given.slot, StreamFixture.PATIENCE)).isTrue();
        Reason running = failure(() -> StreamFixture.next(stream)).reason();
        // The sender was ended first: whoever looks at once may still find the slot.
        assertThat(running).isIn(Reason.SLOT_LOST, Reason.DISCONNECTED);
      }
      assertThat(failure(given::open).reason()).isEqualTo(Reason.SLOT_LOST);
    }
  }

  @Test
  void aSlotThatHeldBackMoreThanAllowedIsLost() throws Exception {
    try (PostgresServer server =
            PostgresServer.builder(PostgresVersion.V17)
                .setting("max_slot_wal_keep_size", "1MB")
                .setting("wal_keep_size", "0")
                .setting("min_wal_size", "32MB")
                .setting("max_wal_size", "64MB")
                .start();
        StreamFixture given = StreamFixture.on(server, KEYS, DDL)) {
      given.run("CREATE TABLE other (v text)");
      try (PostgresChangeStream stream = given.open()) {
        for (int i = 0; i < 3; i++) {
          given.run("SELECT pg_switch_wal()", "INSERT INTO other VALUES ('x')");
        }
        given.run("CHECKPOINT");
        Reason running = failure(() -> StreamFixture.next(stream)).reason();
        assertThat(running).isIn(Reason.SLOT_LOST, Reason.DISCONNECTED);
      }
      server.await(
          "SELECT wal_status = 'lost' FROM pg_replication_slots WHERE slot_name = '"
              + given.slot
              + "'");
      ChangeStreamException e = failure(given::open);
      assertThat(e.reason()).isEqualTo(Reason.SLOT_LOST);
      assertThat(e).hasMessageContaining("wal_removed");
      assertThat(given.slotState().isLost()).isTrue();
    }
  }

  @Test
  void aPublicationThatIsMissingOrDroppedIsNoticed() throws Exception {
    try (StreamFixture given = StreamFixture.of(KEYS, DDL)) {
      try (PostgresChangeStream stream = given.open()) {
        given.run("INSERT INTO t VALUES (1)");
        assertThat(nextTransaction(stream)).containsExactly(changed("t", "1"));
        given.run("DROP PUBLICATION p", "INSERT INTO t VALUES (2)");
        ChangeStreamException e = failure(() -> StreamFixture.next(stream));
        assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(e).hasMessageContaining("publication");
      }
      ChangeStreamException e = failure(given::open);
      assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE);
      assertThat(e).hasMessage("publication p does not exist");
    }
  }

  @Test
  void aServerWithoutLogicalLogIsRefused() throws Exception {
    try (PostgresServer server =
            PostgresServer.builder(PostgresVersion.V17).setting("wal_level", "replica").start();
        Connection connection = server.connect()) {
      StreamFixture.execute(connection, DDL, "CREATE PUBLICATION p FOR TABLE t");
      ChangeStreamException create =
          failure(() -> Slots.create(connection, "s", "p", StreamFixture.PATIENCE));
      assertThat(create.reason()).isEqualTo(Reason.UNAVAILABLE);
      assertThat(create).hasMessageContaining("wal_level");
    }
  }

  @Test
  void aServerThatTakesUsForASynchronousStandbyIsRefused() throws Exception {
    try (PostgresServer server = PostgresServer.start(PostgresVersion.V17);
        StreamFixture given = StreamFixture.on(server, KEYS, DDL)) {
      server.configure("synchronous_standby_names", "*");
      server.await("SELECT current_setting('synchronous_standby_names') = '*'");
      try {
        ChangeStreamException e = failure(given::open);
        assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(e).hasMessageContaining("synchronous_standby_names");
      } finally {
        server.reset("synchronous_standby_names");
      }
    }
  }

  @Test
  void aClosedStreamSaysSo() throws Exception {
    try (StreamFixture given = StreamFixture.of(KEYS, DDL)) {
      PostgresChangeStream stream = given.open();
      stream.close();
      stream.close();
      assertThat(failure(() -> StreamFixture.next(stream)).reason()).isEqualTo(Reason.DISCONNECTED);
      given.server.await(
          "SELECT active_pid IS NULL FROM pg_replication_slots WHERE slot_name = '"
              + given.slot
              + "'");
    }
  }

  private static ChangeStreamException failure(ThrowingCallable action) {
    ChangeStreamException e = catchThrowableOfType(ChangeStreamException.class, action);
    assertThat(e).as("a failure").isNotNull();
    return e;
  }
}
