package dev.instar.migrator.postgresql.shadow;

import dev.instar.engine.oracle.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;

/**
 * A table whose rows exchange their unique values, and its twin, which is written in the same
 * transactions and has no index but its key.
 */
final class Swaps {
  /** A range that excludes others; where there are none, a unique number. */
  private static final boolean RANGES = !Boolean.getBoolean(PostgresServer.BUNDLED);

  private static final String SPAN_TYPE = RANGES ? "int4range" : "int";
  private static final String SPAN =
      SPAN_TYPE + (RANGES ? ", EXCLUDE USING gist (span WITH &&)" : " UNIQUE");
  private static final String SPAN_OF_I = RANGES ? "int4range(10 * i, 10 * i + 9)" : "10 * i";

  private final RebuildHarness harness;
  private int rows;

  Swaps(RebuildHarness harness, int rows) throws SQLException {
    this.harness = harness;
    harness.sql(
        "CREATE TABLE public.t (id int PRIMARY KEY, u int NOT NULL UNIQUE, name text, slot int,"
            + " active boolean NOT NULL, span "
            + SPAN
            + ")",
        "CREATE UNIQUE INDEX ON public.t (lower(name))",
        "CREATE UNIQUE INDEX ON public.t (slot) WHERE active",
        "CREATE TABLE public.twin (id int PRIMARY KEY, u int, name text, slot int, active boolean,"
            + " span "
            + SPAN_TYPE
            + ")");
    refill(rows);
  }

  /** Empties both tables and fills them again, in one transaction. */
  void refill(int count) throws SQLException {
    rows = count;
    try (Connection connection = harness.connect();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("TRUNCATE public.t");
      statement.execute("TRUNCATE public.twin");
      statement.execute(
          "INSERT INTO public.t SELECT i, i, 'Name ' || i, i / 2, i % 2 = 0,"
              + " "
              + SPAN_OF_I
              + " FROM generate_series(1, "
              + count
              + ") i");
      statement.execute("INSERT INTO public.twin SELECT * FROM public.t");
      connection.commit();
    }
  }

  /** Each of the clients exchanges the values of rows of its own. */
  Writers start(int clients) throws SQLException {
    Writers writers = new Writers();
    for (int i = 0; i < clients; i++) {
      int client = i;
      writers.start(
          harness, client, (connection, random) -> swap(connection, random, client, clients));
    }
    return writers;
  }

  private void swap(Connection connection, Random random, int client, int clients)
      throws SQLException {
    int one = pick(random, client, clients);
    int other = pick(random, client, clients);
    if (one == other) {
      return;
    }
    // As clients do it that know nothing of deferred constraints: out of the way, over, and back.
    // Names of columns and keys are quoted on every step, for the key's type changes in between.
    for (String table : new String[] {"public.t", "public.twin"}) {
      execute(
          connection,
          "CREATE TEMP TABLE IF NOT EXISTS held ON COMMIT DELETE ROWS AS SELECT id::text AS id, u,"
              + " name, slot, active, span FROM public.twin WHERE false");
      execute(connection, "DELETE FROM held");
      execute(
          connection,
          "INSERT INTO held SELECT id::text, u, name, slot, active, span FROM "
              + table
              + " WHERE id IN ('"
              + one
              + "', '"
              + other
              + "')");
      execute(
          connection,
          "UPDATE "
              + table
              + " SET u = -u, name = 'moving ' || id, active = false, span = NULL WHERE id = '"
              + one
              + "'");
      exchange(connection, table, other, one);
      exchange(connection, table, one, other);
    }
  }

  private static void exchange(Connection connection, String table, int to, int from)
      throws SQLException {
    execute(
        connection,
        "UPDATE "
            + table
            + " SET u = h.u, name = h.name, slot = h.slot, active = h.active,"
            + " span = h.span FROM held AS h WHERE h.id = '"
            + from
            + "' AND "
            + table
            + ".id = '"
            + to
            + "'");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }

  /** A few rows are hot, so that the same values wander on before they are applied. */
  private int pick(Random random, int client, int clients) {
    int range = random.nextInt(4) == 0 ? rows : Math.min(rows, 300);
    return random.nextInt(range / clients) * clients + client + 1;
  }

  /** How many rows of the table are not as the twin has them. */
  long differences() throws SQLException {
    String table = "SELECT id::text, u, name, slot, active, span FROM public.";
    return Long.parseLong(
        harness.query(
            "SELECT count(*) FROM (("
                + table
                + "t EXCEPT "
                + table
                + "twin) UNION ALL ("
                + table
                + "twin EXCEPT "
                + table
                + "t)) AS d"));
  }
}
