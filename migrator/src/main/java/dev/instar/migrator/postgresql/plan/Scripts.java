package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.Command;
import dev.instar.engine.sql.CommandTag;
import dev.instar.engine.sql.ParsedStatement;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.sql.SqlSyntaxException;
import dev.instar.engine.sql.Statement;
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
      return SqlParser.parseScript(script, statement -> refuseUnplanned(name, statement));
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

  /** Refuses what the parser reads and no plan holds, as soon as it is read. */
  private static void refuseUnplanned(String name, ParsedStatement parsed) {
    boolean planned =
        switch (parsed.statement()) {
          case Command command -> false;
          case Statement.TransactionControl control -> control.plain();
          default -> true;
        };
    if (!planned) {
      throw unplanned(name, parsed);
    }
  }

  private static MigrationException unplanned(String name, ParsedStatement parsed) {
    return new MigrationException(
        ErrorCode.STATEMENT_UNSUPPORTED,
        "%s:%d:%d: %s is not supported yet by Instar: this version reads ALTER TABLE, indexes and renames"
            .formatted(name, parsed.line(), parsed.column(), CommandTag.of(parsed.statement())),
        RUN_IT_YOURSELF);
  }

  /** For a statement that {@link #parse} lets nobody see. */
  static IllegalStateException neverParsed(Command command) {
    return new IllegalStateException(CommandTag.of(command) + " was not refused");
  }
}
