package dev.instar.engine.session;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.sql.CommandTag;
import dev.instar.engine.sql.Statement;

/** Which room changes the catalog. */
final class Definers {
  private Definers() {}

  static String execute(Statement statement, String text, RunningStatement running) {
    throw SqlException.unsupported(CommandTag.of(statement));
  }
}
