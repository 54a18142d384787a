package dev.instar.engine.define;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.sql.Alteration;
import dev.instar.engine.sql.CommandTag;
import dev.instar.engine.sql.Definition;
import dev.instar.engine.sql.Modification;
import dev.instar.engine.sql.Privileges;
import dev.instar.engine.sql.Removal;
import dev.instar.engine.sql.Statement;
import dev.instar.engine.statement.StatementContext;

/**
 * Runs definitions: each kind of statement has a class of its own, named here. Stateless; called by
 * the session's thread.
 */
public final class Definitions {
  private Definitions() {}

  /** Whether a statement is one of those that {@link #execute} runs. */
  public static boolean isDefinition(Statement statement) {
    return switch (statement) {
      case Definition definition -> true;
      case Alteration alteration -> true;
      case Removal removal -> true;
      case Privileges privileges -> true;
      case Modification.Truncate truncate -> true;
      case Statement.RenameRelation rename -> true;
      case Statement.RenameColumn rename -> true;
      case Statement.RenameConstraint rename -> true;
      case Statement.SetSchema set -> true;
      default -> false;
    };
  }

  /**
   * Runs a definition, in the transaction of the context.
   *
   * @param text the statement, which positions in errors refer to
   * @return its command tag
   * @throws SqlException as PostgreSQL
   */
  public static String execute(Statement statement, String text, StatementContext context) {
    switch (statement) {
      case Definition.CreateTable create -> CreateTables.execute(create, context);
      case Removal.DropObjects drop -> DropObjects.execute(drop, context);
      case Modification.Truncate truncate -> Truncations.execute(truncate, context);
      default -> throw SqlException.unsupported(CommandTag.of(statement));
    }
    return CommandTag.of(statement);
  }
}
