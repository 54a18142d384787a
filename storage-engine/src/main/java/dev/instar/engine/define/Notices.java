package dev.instar.engine.define;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.statement.StatementContext;

/** What a definition tells the client beside its tag. */
public final class Notices {
  private Notices() {}

  /** A notice without a SQLSTATE of its own. */
  public static void tell(StatementContext context, String message) {
    context.notice(new SqlException(SqlState.SUCCESSFUL_COMPLETION, message));
  }

  /** What work is done to rows, for whoever asks for it with client_min_messages = debug1. */
  public static void debug(StatementContext context, String message) {
    context.notice(
        new SqlException(SqlState.SUCCESSFUL_COMPLETION, message)
            .with(SqlException.Field.SEVERITY, "DEBUG"));
  }

  /** IF NOT EXISTS: the thing is there. */
  static void exists(StatementContext context, SqlState state, String thing) {
    context.notice(new SqlException(state, thing + " already exists, skipping"));
  }

  /** IF EXISTS: the thing is not there. */
  public static void missing(StatementContext context, String thing) {
    tell(context, thing + " does not exist, skipping");
  }
}
