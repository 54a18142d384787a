package dev.instar.migrator.postgresql.evidence;

import dev.instar.engine.sql.ParsedStatement;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.SqlParser;
import dev.instar.migrator.plan.Evidence;
import dev.instar.migrator.postgresql.session.Queries;
import dev.instar.migrator.postgresql.session.SqlStates;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Statements one after the other on copies, each in a transaction of its own. For one session and
 * thread.
 */
final class Trial {
  /** What the transaction has written into the catalog about anything but copies: nothing. */
  private static final String OTHERS_WRITTEN =
      """
      SELECT x.name
      FROM (SELECT relname, relnamespace, xmin FROM pg_catalog.pg_class
            UNION ALL
            SELECT typname, typnamespace, xmin FROM pg_catalog.pg_type
            UNION ALL
            SELECT proname, pronamespace, xmin FROM pg_catalog.pg_proc
            UNION ALL
            SELECT stxname, stxnamespace, xmin FROM pg_catalog.pg_statistic_ext
            UNION ALL
            SELECT nspname, oid, xmin FROM pg_catalog.pg_namespace) x (name, schema, writer)
      JOIN pg_catalog.pg_namespace n ON n.oid = x.schema
      WHERE x.writer = pg_catalog.pg_current_xact_id()::pg_catalog.xid
        AND n.nspname !~ '^pg_(toast_)?temp_'
      """;

  /** Locks beyond reading on what is no copy and not the catalog's own. There must be none. */
  private static final String OTHERS_LOCKED =
      """
      SELECT n.nspname || '.' || c.relname
      FROM pg_catalog.pg_locks l
      JOIN pg_catalog.pg_class c ON c.oid = l.relation
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation'
        AND l.mode <> 'AccessShareLock' AND c.oid >= 16384
        AND n.nspname !~ '^pg_(toast_)?temp_' AND n.nspname <> 'pg_toast'
      """;

  /** How the bundled engine says what PostgreSQL does and it does not. */
  private static final String NOT_SUPPORTED = " is not supported";

  private static final Evidence NOT_CARRIED_OUT =
      new Evidence.NotTaken("an earlier statement was not carried out on the copies");

  private static final Evidence AUTONOMOUS = new Evidence.NotTaken(Manner.AUTONOMOUS);

  private final Connection connection;
  private final Copies copies;
  private final Server server;
  private final Observation observation;
  private final Set<String> untried = new HashSet<>();
  private boolean anything;

  Trial(Connection connection, Copies copies, Server server) throws SQLException {
    this.connection = connection;
    this.copies = copies;
    this.server = server;
    this.observation = new Observation(connection, copies, server);
  }

  /** The next statement of a script; empty for one about the session or the transaction. */
  Optional<Evidence> of(ParsedStatement statement) throws SQLException {
    String text = statement.text();
    return switch (Manner.of(statement.statement())) {
      case Manner.Nothing manner -> Optional.empty();
      case Manner.Not manner -> {
        manner.changes().forEach(name -> untried.add(name.name()));
        anything |= manner.anything();
        yield Optional.of(new Evidence.NotTaken(manner.reason()));
      }
      case Manner.Explain manner ->
          Optional.of(
              checked(text, List.of(), sql -> run("EXPLAIN " + sql, observation::explained)));
      case Manner.Alone manner -> {
        Evidence evidence = checked(text, List.of(), this::alone);
        if (!evidence.equals(AUTONOMOUS)) {
          missing(text, List.of());
        }
        yield Optional.of(evidence);
      }
      case Manner.Run manner -> {
        Evidence evidence =
            checked(
                text,
                manner.makes(),
                sql -> run(sql, (after, said) -> observation.tried(after, said, manner.empties())));
        if (!(evidence instanceof Evidence.Tried)) {
          missing(text, manner.makes());
        }
        yield Optional.of(evidence);
      }
    };
  }

  /** What the copies lack from here on. */
  private void missing(String text, List<QualifiedName> makes) {
    makes.forEach(name -> untried.add(name.name()));
    SqlParser.namesIn(text, false).stream()
        .map(QualifiedName::name)
        .filter(copies::has)
        .forEach(untried::add);
  }

  private interface Attempt {
    Evidence of(String sql) throws SQLException;
  }

  /** Tries a statement, with the names of copies, once nothing speaks against it. */
  private Evidence checked(String text, List<QualifiedName> makes, Attempt attempt)
      throws SQLException {
    Set<QualifiedName> names = SqlParser.namesIn(text, true);
    if (names.stream().anyMatch(this::lacking)) {
      return NOT_CARRIED_OUT;
    }
    Optional<QualifiedName> materialized = names.stream().filter(copies::materialized).findFirst();
    if (materialized.isPresent()) {
      return new Evidence.NotTaken(materialized.get().name() + " is a materialized view");
    }
    try {
      copies.look();
      copies.expect(makes);
      String sql = copies.renamed(text);
      Optional<String> stranger = stranger(sql);
      if (stranger.isPresent()) {
        return new Evidence.NotTaken("there is no copy of " + stranger.get() + ", which it names");
      }
      return attempt.of(sql);
    } catch (Copies.Impossible e) {
      return new Evidence.NotTaken(e.getMessage());
    } catch (SQLException e) {
      if (SqlStates.connectionLost(e)) {
        throw e;
      }
      return refused(e);
    }
  }

  private boolean lacking(QualifiedName name) {
    return untried.contains(name.name()) || name.schema().filter(untried::contains).isPresent();
  }

  /** A relation that the statement may mean and that is neither a copy nor the catalog's own. */
  private Optional<String> stranger(String sql) throws SQLException {
    for (QualifiedName name : SqlParser.namesIn(sql, false)) {
      List<String> found =
          Queries.texts(
              connection,
              """
              SELECT n.nspname || '.' || c.relname
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              WHERE c.oid = pg_catalog.to_regclass(?)
                AND n.oid <> pg_catalog.pg_my_temp_schema()
                AND n.nspname NOT IN ('pg_catalog', 'information_schema')
              """,
              Neighbourhood.quoted(name));
      if (!found.isEmpty()) {
        return Optional.of(found.getFirst());
      }
    }
    return Optional.empty();
  }

  private Evidence alone(String sql) throws SQLException {
    Queries.execute(connection, sql);
    return AUTONOMOUS;
  }

  /** From what was seen to evidence. */
  private interface Reading {
    Evidence of(Footprint after, List<String> said) throws SQLException;
  }

  private Evidence run(String sql, Reading reading) throws SQLException {
    connection.setAutoCommit(false);
    try {
      Footprint.Before before = Footprint.before(connection, List.of(copies.schema()));
      List<String> said = WorkReports.execute(connection, sql);
      Footprint after = Footprint.since(before, connection);
      List<String> others = new ArrayList<>(Queries.texts(connection, OTHERS_LOCKED));
      if (!server.bundled()) {
        others.addAll(Queries.texts(connection, OTHERS_WRITTEN));
      }
      if (!others.isEmpty()) {
        return new Evidence.NotTaken("it went beyond the copies, to " + others.getFirst());
      }
      Evidence evidence = reading.of(after, said);
      connection.commit();
      return evidence;
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** What the server has against the statement, or against trying it. */
  private Evidence refused(SQLException e) {
    String message = message(e);
    return switch (SqlStates.of(e)) {
      case SqlStates.LOCK_NOT_AVAILABLE, SqlStates.QUERY_CANCELED, SqlStates.DEADLOCK_DETECTED ->
          new Evidence.NotTaken("it took too long: " + message);
      case SqlStates.INSUFFICIENT_PRIVILEGE -> new Evidence.NotTaken(message);
      default -> {
        if (message.contains("temporary")) {
          yield new Evidence.NotTaken("the copies are temporary tables: " + message);
        }
        if (anything) {
          yield NOT_CARRIED_OUT;
        }
        yield server.bundled() && message.endsWith(NOT_SUPPORTED)
            ? new Evidence.NotTaken("it is the bundled engine that is asked: " + message)
            : new Evidence.Refused(server.name(), message);
      }
    };
  }

  /** What the server said, without severity and position. */
  static String message(SQLException e) {
    ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
    return server == null || server.getMessage() == null
        ? String.valueOf(e.getMessage())
        : server.getMessage();
  }
}
