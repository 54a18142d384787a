package dev.instar.migrator.postgresql.evidence;

import dev.instar.engine.sql.ParsedStatement;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.SqlParser;
import dev.instar.migrator.plan.Evidence;
import dev.instar.migrator.postgresql.session.Queries;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.schema.ServerVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks a server what statements do. Stateless; each call has a session of its own. */
public final class Witness {
  /**
   * What it may take at most. Somebody else's lock on a table is waited for by whoever reads a
   * definition; the rest is work of milliseconds.
   */
  private static final String[] LIMITS = {
    "SET lock_timeout = '500ms'",
    "SET statement_timeout = '10s'",
    "SET idle_in_transaction_session_timeout = '30s'",
    "SET synchronous_commit = off"
  };

  /** A copy takes locks on itself, of which a server has some thousands for all its sessions. */
  private static final int COPIES_MAX = 300;

  private Witness() {}

  /**
   * Tries statements one after the other.
   *
   * @param plannedFor the server of the plan, where the one that is asked stands in for it
   * @return for each statement, in order, what was seen or why nothing was; empty for one about the
   *     session or the transaction
   * @throws dev.instar.migrator.error.MigrationException if the server cannot be reached
   */
  public static List<Optional<Evidence>> of(
      Sessions sessions, List<ParsedStatement> statements, Optional<ServerVersion> plannedFor) {
    try (Connection connection = sessions.openInUsersPath("evidence")) {
      try {
        return on(connection, statements, plannedFor);
      } finally {
        Copies.drop(connection);
      }
    } catch (SQLException e) {
      return notTaken(statements, "the server did not answer: " + Trial.message(e));
    }
  }

  private static List<Optional<Evidence>> on(
      Connection connection, List<ParsedStatement> statements, Optional<ServerVersion> plannedFor)
      throws SQLException {
    Queries.execute(connection, LIMITS);
    Server server = Server.of(connection);
    if (plannedFor.isPresent() && plannedFor.get().number() / 10_000 != server.major()) {
      return notTaken(
          statements,
          "the plan is for "
              + plannedFor.get().name()
              + ", and "
              + server.name()
              + " would answer");
    }
    Optional<String> obstacle = Obstacles.of(connection);
    if (obstacle.isPresent()) {
      return notTaken(statements, obstacle.get());
    }
    String usersPath =
        Queries.texts(connection, "SELECT pg_catalog.current_setting('search_path')").getFirst();
    String ownSchema =
        Queries.texts(connection, "SELECT coalesce(pg_catalog.current_schema(), '')").getFirst();
    Set<QualifiedName> names = new LinkedHashSet<>();
    statements.forEach(s -> names.addAll(SqlParser.namesIn(s.text(), true)));
    Set<Long> meant = Neighbourhood.meant(connection, names);
    Queries.execute(connection, "SET search_path = pg_catalog");
    try {
      Neighbourhood neighbourhood = Neighbourhood.of(connection, meant);
      if (neighbourhood.size() > COPIES_MAX) {
        return notTaken(
            statements, "it would take copies of " + neighbourhood.size() + " relations");
      }
      Copies copies = Copies.make(connection, neighbourhood, ownSchema);
      copies.inPath(usersPath);
      Trial trial = new Trial(connection, copies, server);
      List<Optional<Evidence>> seen = new ArrayList<>();
      for (ParsedStatement statement : statements) {
        seen.add(trial.of(statement));
      }
      return List.copyOf(seen);
    } catch (Copies.Impossible e) {
      return notTaken(statements, e.getMessage());
    }
  }

  private static List<Optional<Evidence>> notTaken(
      List<ParsedStatement> statements, String reason) {
    List<Optional<Evidence>> none = new ArrayList<>();
    for (ParsedStatement statement : statements) {
      none.add(
          Manner.of(statement.statement()) instanceof Manner.Nothing
              ? Optional.empty()
              : Optional.of(new Evidence.NotTaken(reason)));
    }
    return List.copyOf(none);
  }
}
