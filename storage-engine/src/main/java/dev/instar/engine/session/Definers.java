package dev.instar.engine.session;

import dev.instar.engine.define.Definitions;
import dev.instar.engine.define.alter.AlterTables;
import dev.instar.engine.define.index.CreateIndexes;
import dev.instar.engine.define.index.DropIndexes;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.sql.CommandTag;
import dev.instar.engine.sql.Definition;
import dev.instar.engine.sql.Removal;
import dev.instar.engine.sql.Statement;

/** Which room changes the catalog, and what of it is a transaction of its own. */
final class Definers {
  private Definers() {}

  static String execute(
      Statement statement, String text, RunningStatement running, TransactionBlock block) {
    switch (statement) {
      case Definition.CreateDatabase create -> block.refuseBlock("CREATE DATABASE");
      case Removal.DropDatabase drop -> block.refuseBlock("DROP DATABASE");
      case Statement.CreateIndex create -> {
        if (create.concurrently()) {
          block.refuseBlock("CREATE INDEX CONCURRENTLY");
        }
      }
      case Statement.DropIndex drop -> {
        if (drop.concurrently()) {
          block.refuseBlock("DROP INDEX CONCURRENTLY");
        }
      }
      default -> {}
    }
    return switch (statement) {
      case Statement.AlterTable alter -> AlterTables.execute(alter, text, running);
      case Statement.CreateIndex create -> CreateIndexes.execute(create, text, running);
      case Statement.DropIndex drop -> DropIndexes.execute(drop, text, running);
      default -> {
        if (!Definitions.isDefinition(statement)) {
          throw SqlException.unsupported(CommandTag.of(statement));
        }
        yield Definitions.execute(statement, text, running);
      }
    };
  }
}
