package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.ParsedStatement;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.sql.SqlSyntaxException;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.util.List;

/** A script's statements, or an error with its place in the file. */
final class Scripts {
  private static final String RUN_IT_YOURSELF =
      "Run this statement yourself, in a file of its own.";

  private Scripts() {}

  /**
   * Parses a script.
   *
   * @throws MigrationException with SQL_SYNTAX, NAME_TOO_LONG or STATEMENT_UNSUPPORTED and {@code
   *     file:line:column}
   */
  static List<ParsedStatement> parse(String name, String script) {
    try {
      return SqlParser.outlineScript(script);
    } catch (SqlSyntaxException e) {
      String message = name + ":" + e.line() + ":" + e.column() + ": " + e.getMessage();
      throw switch (e.sqlState()) {
        case "0A000" ->
            new MigrationException(ErrorCode.STATEMENT_UNSUPPORTED, message, RUN_IT_YOURSELF, e);
        case "42622" ->
            new MigrationException(ErrorCode.NAME_TOO_LONG, message, "Write a shorter name.", e);
        default ->
            new MigrationException(
                ErrorCode.SQL_SYNTAX, message, "Correct the text at that place.", e);
      };
    }
  }
}
