package dev.instar.migrator.postgresql.catalog;

import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.journal.EventRow;
import dev.instar.migrator.plan.PastStep;
import dev.instar.migrator.plan.PastSteps;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.json.PlanJson;
import dev.instar.migrator.schema.Speeds;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads from schema {@code instar} how fast the steps of earlier migrations were. It is no
 * condition of planning: where there is no such schema, or this role may not read it, nothing was
 * seen.
 *
 * <p>Of the last steps those count that took long enough and ran through. {@code started_at} is
 * kept when a step is resumed, so its time has the interruption in it; but every runner that begins
 * leaves an event, and so does whoever pauses, asks for an abort, or lets a postponed cut-over
 * begin. A step with such an event within its time is left out, and so is what ran after somebody
 * had set another throttle. Waiting for locks leaves no trace and is part of the time. Thread-safe.
 */
final class SpeedsReader {
  /** Of steps that take at least a second, in the last migrations. */
  static final SpeedsReader DEFAULT = new SpeedsReader(Duration.ofSeconds(1));

  /** Five of each kind, if they take turns; and no more plans are read than this. */
  private static final int LAST = 20;

  /** Asked first, so that a missing privilege is no error in the log of the server. */
  private static final String READABLE =
      """
      SELECT count(*) = 3
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'instar' AND c.relname IN ('migration', 'step', 'event')
        AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')
        AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
      """;

  private static final String STEPS =
      """
      SELECT s.migration_id, s.id, s.started_at, s.finished_at,
             (s.detail ->> 'rows')::pg_catalog.int8 AS rows
      FROM instar.step s
      WHERE s.state = 'done'
        AND s.finished_at - s.started_at >= ? * '1 millisecond'::pg_catalog.interval
        AND NOT EXISTS (
          SELECT FROM instar.event e
          WHERE e.migration_id = s.migration_id AND e.at <= s.finished_at
            AND (e.kind = 'throttle' OR e.at >= s.started_at AND e.kind = ANY (?)))
      ORDER BY s.finished_at DESC
      LIMIT ?
      """;

  private static final String PLANS =
      "SELECT id, plan::pg_catalog.text AS plan FROM instar.migration WHERE id = ANY (?)";

  private final Duration least;

  /**
   * @param least how long a step has to have taken to mean something
   */
  SpeedsReader(Duration least) {
    this.least = least;
  }

  /** What was seen. In the connection's transaction, which goes on whatever happens here. */
  Speeds read(Connection connection) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      return readable(connection) ? new PastSteps(least).speeds(steps(connection)) : Speeds.NONE;
    } catch (SQLException | MigrationException e) {
      // State tables of another release, plans in another format.
      return Speeds.NONE;
    } finally {
      connection.rollback(before);
    }
  }

  private static boolean readable(Connection connection) throws SQLException {
    return Rows.query(connection, READABLE, row -> row.getBoolean(1)).getFirst();
  }

  /** A step of the journal, without what was planned for it. */
  private record Timed(long migration, String id, Instant from, Instant to, Optional<Long> rows) {}

  private List<PastStep> steps(Connection connection) throws SQLException {
    List<Timed> timed = timed(connection);
    if (timed.isEmpty()) {
      return List.of();
    }
    Map<Long, Plan> plans = new HashMap<>();
    Rows.query(
            connection,
            PLANS,
            row -> Map.entry(row.getLong("id"), PlanJson.read(row.getString("plan"))),
            Rows.numbers(connection, timed.stream().map(Timed::migration).distinct().toList()))
        .forEach(plan -> plans.put(plan.getKey(), plan.getValue()));
    List<PastStep> past = new ArrayList<>();
    for (Timed one : timed) {
      for (Step step : plans.get(one.migration()).steps()) {
        if (step.id().equals(one.id())) {
          past.add(
              new PastStep(
                  step,
                  Duration.between(one.from(), one.to()),
                  LocalDate.ofInstant(one.to(), ZoneOffset.UTC),
                  one.rows()));
        }
      }
    }
    return past;
  }

  private List<Timed> timed(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(STEPS)) {
      statement.setDouble(1, (double) least.toMillis());
      statement.setArray(2, Rows.texts(connection, EventRow.INTERRUPTIONS));
      statement.setInt(3, LAST);
      List<Timed> timed = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          timed.add(
              new Timed(
                  row.getLong("migration_id"),
                  row.getString("id"),
                  row.getObject("started_at", OffsetDateTime.class).toInstant(),
                  row.getObject("finished_at", OffsetDateTime.class).toInstant(),
                  Optional.ofNullable(row.getObject("rows", Long.class))));
        }
      }
      return timed;
    }
  }
}
