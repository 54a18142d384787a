package dev.instar.engine.session;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.Alteration;
import dev.instar.engine.sql.CommandTag;
import dev.instar.engine.sql.CommonTable;
import dev.instar.engine.sql.Cursor;
import dev.instar.engine.sql.Definition;
import dev.instar.engine.sql.Maintenance;
import dev.instar.engine.sql.Modification;
import dev.instar.engine.sql.Outline;
import dev.instar.engine.sql.PreparedCommand;
import dev.instar.engine.sql.Privileges;
import dev.instar.engine.sql.Query;
import dev.instar.engine.sql.Removal;
import dev.instar.engine.sql.RowLock;
import dev.instar.engine.sql.SessionCommand;
import dev.instar.engine.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a READ ONLY transaction does not do; PostgreSQL's manual, SET TRANSACTION. Pure. */
final class ReadOnly {
  private ReadOnly() {}

  /**
   * @throws SqlException 25006
   */
  static void require(Statement statement) {
    forbidden(statement)
        .ifPresent(
            command -> {
              throw new SqlException(
                  SqlState.READ_ONLY_SQL_TRANSACTION,
                  "cannot execute " + command + " in a read-only transaction");
            });
  }

  /** What a statement is called that may not run. */
  private static Optional<String> forbidden(Statement statement) {
    return switch (statement) {
      case Query query -> query(query);
      case Modification.CopyOut out -> Optional.empty();
      case Modification.CopyIn in -> Optional.of("COPY FROM");
      case Modification change -> Optional.of(CommandTag.of(change));
      case Definition definition -> Optional.of(CommandTag.of(definition));
      case Alteration alteration -> Optional.of(CommandTag.of(alteration));
      case Removal removal -> Optional.of(CommandTag.of(removal));
      case Privileges privileges -> Optional.of(CommandTag.of(privileges));
      case Statement.AlterTable alter -> Optional.of(CommandTag.of(alter));
      case Statement.RenameRelation rename -> Optional.of(CommandTag.of(rename));
      case Statement.RenameColumn rename -> Optional.of(CommandTag.of(rename));
      case Statement.RenameConstraint rename -> Optional.of(CommandTag.of(rename));
      case Statement.SetSchema move -> Optional.of(CommandTag.of(move));
      case Statement.CreateIndex index -> Optional.of(CommandTag.of(index));
      case Statement.DropIndex index -> Optional.of(CommandTag.of(index));
      case Statement.TransactionControl control -> Optional.empty();
      case SessionCommand command -> Optional.empty();
      case Cursor cursor -> Optional.empty();
      case PreparedCommand prepared -> Optional.empty();
      case Maintenance maintenance -> Optional.empty();
      case Outline outline -> Optional.of(CommandTag.of(outline));
    };
  }

  private static Optional<String> query(Query query) {
    for (CommonTable with : query.with()) {
      if (with.statement() instanceof Modification change) {
        return Optional.of(CommandTag.of(change));
      }
    }
    List<RowLock> locks = query.locks();
    return locks.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "SELECT FOR "
                + locks.getFirst().strength().name().replace('_', ' ').toUpperCase(Locale.ROOT));
  }
}
