package dev.instar.migrator.postgresql.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.postgresql.session.Queries;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGStatement;

/**
 * Invariant I8: statements that wait for the lock, prepared or not, find the new table when they
 * get it. Writers count what they committed while the table is swapped thirty times under them.
 */
class I8NoWriteIsLostInTheSwapTest {
  private static final int SWAPS = 30;
  private static final int ROWS = 50;

  /** A plan whose result has another type than before; announced in every plan. */
  private static final String CACHED_PLAN = "0A000";

  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicLong updates = new AtomicLong();
  private final AtomicLong inserts = new AtomicLong();

  @FunctionalInterface
  private interface Work {
    void once(Connection connection, int round) throws SQLException;
  }

  @Test
  void onSeventeen() throws Exception {
    thirtySwaps(PostgresVersion.V17);
  }

  @Tag("wide")
  @ParameterizedTest
  @EnumSource(PostgresVersion.class)
  void onEveryVersion(PostgresVersion version) throws Exception {
    thirtySwaps(version);
  }

  private void thirtySwaps(PostgresVersion version) throws Exception {
    try (TestDatabase database = new TestDatabase(version);
        ExecutorService threads = Executors.newCachedThreadPool()) {
      database.run(
          """
          CREATE TABLE counter (id int PRIMARY KEY, n int NOT NULL DEFAULT 0, note text);
          INSERT INTO counter SELECT g FROM generate_series(1, %d) g;
          CREATE TABLE entry (id serial PRIMARY KEY, of int REFERENCES counter);
          CREATE VIEW total AS SELECT sum(n) AS n FROM counter;
          CREATE FUNCTION bump(wanted int) RETURNS void LANGUAGE plpgsql AS $$
          DECLARE r counter%%ROWTYPE;
          BEGIN
            SELECT * INTO r FROM counter WHERE id = wanted FOR UPDATE;
            -- (Arithmetic on a field whose type changes fails in a session that ran it before; so
            -- it does after the server's own ALTER TABLE.)
            UPDATE counter SET n = n + 1, note = r.note WHERE id = wanted;
          END $$;
          CREATE FUNCTION bump_sql(wanted int) RETURNS void LANGUAGE sql AS
            'UPDATE counter SET n = n + 1 WHERE id = wanted';
          """
              .formatted(ROWS));
      List<Future<?>> workers =
          List.of(
              threads.submit(() -> work(database, this::updatePrepared)),
              threads.submit(() -> work(database, this::updateSimple)),
              threads.submit(() -> work(database, (c, i) -> call(c, "bump", i))),
              threads.submit(() -> work(database, (c, i) -> call(c, "bump_sql", i))),
              threads.submit(() -> work(database, this::insertChild)),
              threads.submit(() -> work(database, this::read)));
      for (int i = 1; i <= SWAPS; i++) {
        swap(database, i);
      }
      stop.set(true);
      for (Future<?> worker : workers) {
        worker.get(1, TimeUnit.MINUTES);
      }
      assertThat(database.one("SELECT sum(n) FROM counter"))
          .isEqualTo(Long.toString(updates.get()));
      assertThat(database.one("SELECT n FROM total")).isEqualTo(Long.toString(updates.get()));
      assertThat(database.one("SELECT count(*) FROM entry"))
          .isEqualTo(Long.toString(inserts.get()));
      assertThat(updates.get()).as("the writers wrote").isGreaterThan(SWAPS * 10L);
    }
  }

  /** From int to bigint and back, the rows copied under the lock. */
  private static void swap(TestDatabase database, int round) throws SQLException {
    ShadowNames names = ShadowNames.of("db", round, "1", new TableName("public", "counter"));
    String type = round % 2 == 1 ? "bigint" : "int";
    Shape shape =
        database.create(names, "ALTER COLUMN id TYPE " + type, "ALTER COLUMN n TYPE " + type);
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      Swap swap = Swap.prepare(connection, shape, names);
      connection.commit();
      for (LockedRelation relation : swap.locks()) {
        TestDatabase.run(connection, relation.lock());
      }
      Queries.execute(
          connection,
          "INSERT INTO "
              + shape.shadow().quoted()
              + " SELECT "
              + shape.selectList()
              + " FROM "
              + shape.sourceRelation());
      for (DeferredIndex index : shape.deferred()) {
        DeferredIndexes.build(connection, index);
      }
      swap.perform(connection);
      connection.commit();
      for (Swap.Validation validation : swap.validations()) {
        TestDatabase.run(connection, validation.statement());
        connection.commit();
      }
    }
    database.run("DROP SCHEMA " + names.retained().schema() + " CASCADE");
  }

  private Void work(TestDatabase database, Work work) throws SQLException {
    try (Connection connection = database.connectAsApplication()) {
      for (int i = 0; !stop.get(); i++) {
        try {
          work.once(connection, 1 + i % ROWS);
        } catch (SQLException e) {
          if (!CACHED_PLAN.equals(e.getSQLState())) {
            stop.set(true);
            throw e;
          }
        }
      }
    }
    return null;
  }

  /** Prepared on the server from the first time on. */
  private void updatePrepared(Connection connection, int id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("UPDATE counter SET n = n + 1 WHERE id = ?")) {
      statement.unwrap(PGStatement.class).setPrepareThreshold(1);
      statement.setInt(1, id);
      updates.addAndGet(statement.executeUpdate());
    }
  }

  private void updateSimple(Connection connection, int id) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      updates.addAndGet(statement.executeUpdate("UPDATE counter SET n = n + 1 WHERE id = " + id));
    }
  }

  private void call(Connection connection, String function, int id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT " + function + "(?)")) {
      statement.setInt(1, id);
      statement.execute();
      updates.incrementAndGet();
    }
  }

  /** Two statements in one transaction, on both ends of a foreign key. */
  private void insertChild(Connection connection, int id) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
            connection.prepareStatement("INSERT INTO entry (of) VALUES (?)");
        PreparedStatement update =
            connection.prepareStatement("UPDATE counter SET n = n + 1 WHERE id = ?")) {
      update.setInt(1, id);
      insert.setInt(1, id);
      int updated = update.executeUpdate();
      int inserted = insert.executeUpdate();
      connection.commit();
      updates.addAndGet(updated);
      inserts.addAndGet(inserted);
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    }
  }

  private void read(Connection connection, int id) throws SQLException {
    for (String query : List.of("SELECT * FROM counter WHERE id = ?", "SELECT n, ? FROM total")) {
      try (PreparedStatement statement = connection.prepareStatement(query)) {
        statement.unwrap(PGStatement.class).setPrepareThreshold(1);
        statement.setInt(1, id);
        try (ResultSet rows = statement.executeQuery()) {
          assertThat(rows.next()).isTrue();
        }
      }
    }
  }
}
