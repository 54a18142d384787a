package dev.instar.engine.session;

import dev.instar.engine.sql.Statement;
import dev.instar.engine.wire.SqlSession;

/** A statement that was prepared: planned, or one of the session's commands. */
sealed interface PreparedText extends SqlSession.Prepared
    permits PlannedQuery, PreparedCommandText {
  /** As written. */
  String text();

  Statement statement();
}
