package dev.instar.migrator.postgresql.replay;

import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.sql.SqlSyntaxException;
import dev.instar.engine.sql.StatementText;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.Place;
import dev.instar.migrator.postgresql.plan.Unreplayed;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.postgresql.session.SqlStates;
import dev.instar.migrator.schema.Identifiers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * One session that carries out scripts, each statement in a transaction of its own. For one thread.
 */
public final class Replay implements AutoCloseable {
  /** What changes rows and leaves their shape, or is about neither. */
  private static final Set<String> PASSED_OVER =
      Set.of(
          "insert",
          "update",
          "delete",
          "merge",
          "with",
          "copy",
          "truncate",
          "begin",
          "start",
          "commit",
          "end",
          "rollback",
          "abort",
          "savepoint",
          "release",
          "lock",
          "comment",
          "grant",
          "revoke",
          "analyze",
          "analyse",
          "vacuum",
          "reindex",
          "cluster",
          "refresh",
          "checkpoint",
          "listen",
          "notify",
          "unlisten",
          "explain",
          "show",
          "security",
          "reassign");

  /** After these the session is no longer as it began. */
  private static final Set<String> CHANGE_THE_SESSION = Set.of("set", "select", "prepare", "load");

  /** No statement waits for anybody here; one that asks for minutes of sleep gets none. */
  private static final String STATEMENT_TIMEOUT = "10s";

  private static final String SYNTAX_ERROR = "42601";
  private static final Pattern NO_ROLE = Pattern.compile("role \"(.+)\" does not exist");

  private final Connection connection;
  private final String timeZone;
  private final Gaps gaps = new Gaps();

  /** Whether the session may be otherwise than it began. */
  private boolean changed;

  private Replay(Connection connection, String timeZone) {
    this.connection = connection;
    this.timeZone = timeZone;
  }

  /**
   * Opens a session that may change the database as it likes.
   *
   * @throws MigrationException if there is none to be had
   */
  public static Replay on(Sessions sessions) {
    Replay replay = new Replay(sessions.openInUsersPath("replay"), sessions.timeZone());
    replay.begin();
    return replay;
  }

  /**
   * Carries out a script; what cannot be is remembered.
   *
   * @param file its name, for errors and for findings
   * @throws MigrationException with SQL_SYNTAX and {@code file:line:column} if it is no SQL
   */
  public void run(String file, String script) {
    try {
      SqlParser.splitScript(script, statement -> run(file, statement));
    } catch (SqlSyntaxException e) {
      throw malformed(file, e.line(), e.column(), e.getMessage(), e);
    }
    if (changed) {
      begin();
    }
  }

  /** What was not carried out and still matters, in order. */
  public List<Unreplayed> unreplayed() {
    return gaps.all();
  }

  private void run(String file, StatementText statement) {
    String verb = statement.beginning().getFirst();
    if (PASSED_OVER.contains(verb)) {
      return;
    }
    changed |= CHANGE_THE_SESSION.contains(verb);
    try {
      execute(statement.text());
      gaps.done(statement);
    } catch (SQLException e) {
      String state = e.getSQLState() == null ? "" : e.getSQLState();
      if (SqlStates.connectionLost(e)) {
        throw broken(e);
      }
      if (state.equals(SYNTAX_ERROR)) {
        throw malformed(file, statement, e);
      }
      gaps.failed(statement, file + ":" + statement.line(), state, message(e));
    }
  }

  /** Roles are no part of a schema: one that is named and not there is made. */
  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try {
        statement.execute(sql);
      } catch (SQLException e) {
        Matcher role = NO_ROLE.matcher(message(e));
        if (!role.matches()) {
          throw e;
        }
        statement.execute("CREATE ROLE " + Identifiers.quote(role.group(1)));
        statement.execute(sql);
      }
    }
  }

  /** The session as each script finds it. */
  private void begin() {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DISCARD ALL");
      statement.execute("SET TimeZone = '" + timeZone.replace("'", "''") + "'");
      statement.execute("SET statement_timeout = '" + STATEMENT_TIMEOUT + "'");
      changed = false;
    } catch (SQLException e) {
      throw broken(e);
    }
  }

  private static MigrationException malformed(
      String file, StatementText statement, SQLException e) {
    ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
    int position = server == null ? 0 : Math.max(0, server.getPosition() - 1);
    String text = statement.text();
    int offset =
        text.offsetByCodePoints(0, Math.min(position, text.codePointCount(0, text.length())));
    Place place = Place.of(statement.line(), statement.column(), text, offset, "");
    String hint = server == null || server.getHint() == null ? "" : " (" + server.getHint() + ")";
    return malformed(file, place.line(), place.column(), message(e) + hint, e);
  }

  private static MigrationException malformed(
      String file, int line, int column, String message, Exception cause) {
    return new MigrationException(
        ErrorCode.SQL_SYNTAX,
        "%s:%d:%d: %s".formatted(file, line, column, message),
        "Correct the text at that place; without it the schema is not known.",
        cause);
  }

  private static String message(SQLException e) {
    ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
    return server == null || server.getMessage() == null
        ? String.valueOf(e.getMessage())
        : server.getMessage();
  }

  private static MigrationException broken(SQLException e) {
    return new MigrationException(
        ErrorCode.INTERNAL,
        "the replay of earlier files broke off: " + e.getMessage(),
        "This is a bug of Instar's; please report it. With --url nothing is replayed.",
        e);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw broken(e);
    }
  }
}
