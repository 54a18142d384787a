package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.ParsedStatement;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.sql.SqlSyntaxException;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.util.List;

/** A script's statements, or an error with its place in the file. */
final class Scripts {
  private static final String FEATURE_NOT_SUPPORTED = "0A000";

  private Scripts() {}

  /**
   * Parses a script.
   *
   * @throws MigrationException with SQL_SYNTAX or STATEMENT_UNSUPPORTED and {@code
   *     file:line:column}
   */
  static List<ParsedStatement> parse(String name, String script) {
    try {
      return SqlParser.parseScript(script);
    } catch (SqlSyntaxException e) {
      boolean unsupported = e.sqlState().equals(FEATURE_NOT_SUPPORTED);
      throw new MigrationException(
          unsupported ? ErrorCode.STATEMENT_UNSUPPORTED : ErrorCode.SQL_SYNTAX,
          name + ":" + e.line() + ":" + e.column() + ": " + e.getMessage(),
          unsupported
              ? "Run this statement yourself, in a file of its own."
              : "Correct the text at that place.",
          e);
    }
  }
}
