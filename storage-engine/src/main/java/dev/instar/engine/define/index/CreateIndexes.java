package dev.instar.engine.define.index;

import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.Statement;
import dev.instar.engine.statement.StatementContext;
import java.util.Optional;

/** CREATE INDEX. Stateless. */
public final class CreateIndexes {
  private static final String TAG = "CREATE INDEX";

  private CreateIndexes() {}

  /**
   * Makes an index and fills it; writers of the table wait, readers do not. CONCURRENTLY nobody
   * waits but this statement, which is several transactions.
   *
   * @return the command tag
   * @throws SqlException 23505 if it is unique and the rows are not; 25001; what is wrong with it
   */
  public static String execute(
      Statement.CreateIndex statement, String text, StatementContext context) {
    if (statement.concurrently()) {
      new ConcurrentBuild(context).create(statement);
      return TAG;
    }
    Table table = IndexedTables.lock(statement.table(), LockMode.SHARE, context);
    Optional<Index> made = NewIndex.of(statement, table, context);
    made.ifPresent(
        index -> {
          IndexBuilding.build(context, table, index);
          context.edits().put(index);
          context.lock(index.oid(), LockMode.ACCESS_EXCLUSIVE);
        });
    return TAG;
  }
}
