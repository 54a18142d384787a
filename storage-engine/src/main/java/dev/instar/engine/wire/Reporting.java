package dev.instar.engine.wire;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.wire.frame.MessageWriter;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Errors and notices as messages; PostgreSQL's manual, section "Error and Notice Message Fields".
 */
final class Reporting {
  private static final System.Logger LOG = System.getLogger(Reporting.class.getPackageName());

  private static final Map<SqlException.Field, Character> FIELD_TYPES =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(SqlException.Field.DETAIL, 'D'),
              Map.entry(SqlException.Field.HINT, 'H'),
              Map.entry(SqlException.Field.POSITION, 'P'),
              Map.entry(SqlException.Field.SCHEMA, 's'),
              Map.entry(SqlException.Field.TABLE, 't'),
              Map.entry(SqlException.Field.COLUMN, 'c'),
              Map.entry(SqlException.Field.DATA_TYPE, 'd'),
              Map.entry(SqlException.Field.CONSTRAINT, 'n'),
              Map.entry(SqlException.Field.CONTEXT, 'W'),
              Map.entry(SqlException.Field.INTERNAL_QUERY, 'q'),
              Map.entry(SqlException.Field.INTERNAL_POSITION, 'p')));

  /** After these a session does not go on. */
  private static final Set<SqlState> FATAL =
      EnumSet.of(
          SqlState.ADMIN_SHUTDOWN,
          SqlState.CRASH_SHUTDOWN,
          SqlState.CANNOT_CONNECT_NOW,
          SqlState.IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
          SqlState.TRANSACTION_TIMEOUT,
          SqlState.DATABASE_DROPPED,
          SqlState.IDLE_SESSION_TIMEOUT);

  /** Notices of these states warn of a mistake; all others only say what happened. */
  private static final Set<SqlState> WARNINGS =
      EnumSet.of(
          SqlState.WARNING, SqlState.NO_ACTIVE_SQL_TRANSACTION, SqlState.ACTIVE_SQL_TRANSACTION);

  private final MessageWriter writer;

  Reporting(MessageWriter writer) {
    this.writer = writer;
  }

  static boolean isFatal(SqlException error) {
    return FATAL.contains(error.state());
  }

  void error(SqlException error) {
    report('E', "ERROR", error);
    writer.flush();
  }

  void fatal(SqlException error) {
    report('E', "FATAL", error);
    writer.flush();
  }

  void notice(SqlException notice) {
    report(
        'N',
        notice
            .field(SqlException.Field.SEVERITY)
            .orElse(WARNINGS.contains(notice.state()) ? "WARNING" : "NOTICE"),
        notice);
  }

  private void report(char type, String severity, SqlException report) {
    String message = report.getMessage();
    writer.begin(type);
    writer.int8('S').string(severity);
    writer.int8('V').string(severity);
    writer.int8('C').string(report.state().code());
    writer.int8('M').string(message == null ? "" : message);
    for (Map.Entry<SqlException.Field, Character> field : FIELD_TYPES.entrySet()) {
      report.field(field.getKey()).ifPresent(text -> writer.int8(field.getValue()).string(text));
    }
    writer.int8(0).end();
  }

  /** What went wrong behind the session, as an error the client can be told. */
  static SqlException asError(Throwable failure) {
    return switch (failure) {
      case SqlException error -> error;
      case StackOverflowError deep ->
          new SqlException(SqlState.STATEMENT_TOO_COMPLEX, "stack depth limit exceeded", deep);
      case OutOfMemoryError large ->
          new SqlException(SqlState.OUT_OF_MEMORY, "out of memory", large);
      case UncheckedIOException io -> logged(SqlState.IO_ERROR, io);
      default -> logged(SqlState.INTERNAL_ERROR, failure);
    };
  }

  private static SqlException logged(SqlState state, Throwable failure) {
    LOG.log(System.Logger.Level.ERROR, "a statement failed inside the engine", failure);
    return new SqlException(state, "internal error: " + failure, failure);
  }
}
