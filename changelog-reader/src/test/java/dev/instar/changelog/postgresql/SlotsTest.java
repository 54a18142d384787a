package dev.instar.changelog.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.changelog.ChangeStreamException;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlotsTest {
  private static final Map<String, List<String>> KEYS = Map.of("t", List.of("id"));
  private static final String DDL = "CREATE TABLE t (id int PRIMARY KEY)";

  @Test
  void aSlotTellsItsState() throws Exception {
    try (StreamFixture given = StreamFixture.of(KEYS, DDL)) {
      SlotState idle = given.slotState();
      assertThat(idle.name()).isEqualTo(given.slot);
      assertThat(idle.plugin()).isEqualTo("pgoutput");
      assertThat(idle.database()).isEqualTo(given.database.name());
      assertThat(idle.confirmed()).isEqualTo(given.created);
      assertThat(idle.walStatus()).isEqualTo(SlotState.WalStatus.RESERVED);
      assertThat(idle.isLost()).isFalse();
      assertThat(idle.activePid()).isEmpty();
      given.run("CREATE TABLE other AS SELECT generate_series(1, 10000)");
      assertThat(given.slotState().retainedBytes()).isGreaterThan(idle.retainedBytes());
      try (PostgresChangeStream stream = given.open()) {
        assertThat(stream).isNotNull();
        assertThat(given.slotState().activePid()).isPresent();
      }
      try (Connection connection = given.database.connect()) {
        assertThat(Slots.create(connection, given.slot, "p", StreamFixture.PATIENCE))
            .isInstanceOf(SlotCreation.Exists.class);
        assertThat(Slots.drop(connection, given.slot, StreamFixture.PATIENCE)).isTrue();
        assertThat(Slots.drop(connection, given.slot, StreamFixture.PATIENCE)).isFalse();
        assertThat(Slots.read(connection, given.slot)).isEmpty();
      }
    }
  }

  @Test
  void creatingGivesUpInTimeAndNamesTheTransactionsOfAllDatabases() throws Exception {
    PostgresServer server = PostgresServer.shared(PostgresVersion.V17);
    try (SharedDatabase ours = server.createDatabase();
        SharedDatabase other = server.createDatabase();
        Connection connection = ours.connect();
        Connection open = other.connect();
        Connection prepared = ours.connect()) {
      StreamFixture.execute(connection, DDL, "CREATE PUBLICATION p FOR TABLE t");
      open.setAutoCommit(false);
      StreamFixture.execute(open, "SET application_name = 'reports'", "CREATE TABLE x ()");
      StreamFixture.execute(
          prepared, "BEGIN", "INSERT INTO t VALUES (1)", "PREPARE TRANSACTION 'forgotten'");
      try {
        SlotCreation creation = Slots.create(connection, "slots_test", "p", Duration.ofMillis(300));
        assertThat(creation).isInstanceOf(SlotCreation.TimedOut.class);
        List<OpenTransaction> waitedFor = ((SlotCreation.TimedOut) creation).waitedFor();
        assertThat(waitedFor)
            .anySatisfy(
                each -> {
                  assertThat(each.who()).matches("session \\d+ \\(reports\\)");
                  assertThat(each.database()).isEqualTo(other.name());
                  assertThat(each.user()).contains("postgres");
                })
            .anySatisfy(each -> assertThat(each.who()).isEqualTo("prepared transaction forgotten"));
      } finally {
        open.rollback();
        StreamFixture.execute(connection, "ROLLBACK PREPARED 'forgotten'");
      }
      assertThat(Slots.read(connection, "slots_test")).as("nothing was left").isEmpty();
      assertThat(Slots.create(connection, "slots_test", "p", StreamFixture.PATIENCE))
          .isInstanceOf(SlotCreation.Created.class);
    }
  }

  @Test
  void aSlotWithoutItsPublicationIsRefused() throws Exception {
    try (SharedDatabase database = PostgresServer.shared(PostgresVersion.V17).createDatabase();
        Connection connection = database.connect()) {
      assertThatThrownBy(() -> Slots.create(connection, "none", "p", StreamFixture.PATIENCE))
          .isInstanceOf(ChangeStreamException.class)
          .hasMessage("publication p does not exist");
    }
  }
}
