package dev.instar.engine.define.index;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.define.Notices;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.Maintenance;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.UtilityOption;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.statement.TransactionRunner;
import java.util.List;
import java.util.Optional;

/**
 * REINDEX: an index gets a new tree, filled from its table, under SHARE on the table and ACCESS
 * EXCLUSIVE on the index; CONCURRENTLY it gets a successor ({@link ConcurrentReindex}). Stateless.
 */
public final class Reindexes {
  private static final String TAG = "REINDEX";

  private Reindexes() {}

  /**
   * @return the command tag
   * @throws SqlException 42P01, 42809, 23505 if a unique index cannot be made again, 25001
   */
  public static String execute(
      Maintenance.Reindex statement, String text, StatementContext context) {
    boolean concurrently = isConcurrent(statement);
    switch (statement.kind()) {
      case INDEX -> index(statement.name().orElseThrow(), concurrently, context);
      case TABLE -> table(statement.name().orElseThrow(), concurrently, context);
      case SCHEMA -> schema(statement.name().orElseThrow().name(), concurrently, context);
      case DATABASE -> database(statement.name(), concurrently, context);
      case SYSTEM ->
          // The catalog's relations have no indexes of their own.
          requireThisDatabase(statement.name(), context);
    }
    return TAG;
  }

  /** Whether it is several transactions for its CONCURRENTLY. */
  public static boolean isConcurrent(Maintenance.Reindex statement) {
    return statement.concurrently() || isOn(statement.options());
  }

  private static boolean isOn(List<UtilityOption> options) {
    boolean concurrently = false;
    for (UtilityOption option : options) {
      switch (option.name()) {
        case "concurrently" -> concurrently = option.value().map(Reindexes::isTrue).orElse(true);
        case "verbose" -> {}
        case "tablespace" -> option.value().ifPresent(Tablespaces::requireDefault);
        default ->
            throw new SqlException(
                SqlState.SYNTAX_ERROR, "unrecognized REINDEX option \"" + option.name() + "\"");
      }
    }
    return concurrently;
  }

  private static boolean isTrue(String value) {
    return switch (value) {
      case "true", "on", "1" -> true;
      default -> false;
    };
  }

  private static void index(QualifiedName name, boolean concurrently, StatementContext context) {
    if (concurrently) {
      new ConcurrentReindex(context)
          .run(inside -> List.of(locked(name, LockMode.SHARE_UPDATE_EXCLUSIVE, inside)));
      return;
    }
    Index index = locked(name, LockMode.SHARE, context);
    context.lock(index.oid(), LockMode.ACCESS_EXCLUSIVE);
    rebuild(index, context);
  }

  /** An index by name, with its table locked. */
  private static Index locked(QualifiedName name, LockMode mode, StatementContext context) {
    while (true) {
      Index index = requireIndex(RelationNames.find(name, context));
      Privileges.requireOwner(context, index);
      context.lock(index.table(), mode);
      if (RelationNames.find(name, context).oid() == index.oid()) {
        return context.catalog().get(Index.class, index.oid());
      }
    }
  }

  private static Index requireIndex(Relation relation) {
    if (relation instanceof Index index) {
      return index;
    }
    throw new SqlException(
        SqlState.WRONG_OBJECT_TYPE, "\"" + relation.name() + "\" is not an index");
  }

  private static void table(QualifiedName name, boolean concurrently, StatementContext context) {
    if (concurrently) {
      new ConcurrentReindex(context)
          .run(
              inside -> {
                Table table = lockedTable(name, LockMode.SHARE_UPDATE_EXCLUSIVE, inside);
                return indexes(table, inside);
              });
      return;
    }
    Table table = lockedTable(name, LockMode.SHARE, context);
    if (indexes(table, context).isEmpty()) {
      Notices.tell(context, "table \"" + table.name() + "\" has no indexes to reindex");
    }
    rebuildAll(table, context);
  }

  private static Table lockedTable(QualifiedName name, LockMode mode, StatementContext context) {
    return IndexedTables.lock(
        name,
        mode,
        context,
        relation ->
            new SqlException(
                SqlState.WRONG_OBJECT_TYPE,
                "\"" + relation.name() + "\" is not a table or materialized view"));
  }

  private static List<Index> indexes(Table table, StatementContext context) {
    return context.catalog().indexes(table.oid());
  }

  private static void schema(String name, boolean concurrently, StatementContext context) {
    Schema schema = RelationNames.schema(name, context);
    Privileges.requireOwner(context, schema);
    eachTable(
        concurrently,
        context,
        context.catalog().all(Table.class).stream()
            .filter(table -> table.schema() == schema.oid())
            .toList());
  }

  private static void database(
      Optional<QualifiedName> name, boolean concurrently, StatementContext context) {
    requireThisDatabase(name, context);
    eachTable(concurrently, context, context.catalog().all(Table.class));
  }

  private static void requireThisDatabase(Optional<QualifiedName> name, StatementContext context) {
    String current = context.functions().database();
    if (name.isPresent() && !name.get().name().equals(current)) {
      throw new SqlException(
          SqlState.FEATURE_NOT_SUPPORTED, "can only reindex the currently open database");
    }
  }

  /** Each in a transaction of its own; what is gone or somebody else's meanwhile is left out. */
  private static void eachTable(
      boolean concurrently, StatementContext context, List<Table> tables) {
    TransactionRunner transactions = context.transactionRunner();
    for (Table table : tables) {
      if (concurrently) {
        new ConcurrentReindex(context)
            .run(
                inside ->
                    lockIfOwned(table, LockMode.SHARE_UPDATE_EXCLUSIVE, inside)
                        .map(found -> indexes(found, inside))
                        .orElse(List.of()));
      } else {
        transactions.inTransaction(
            inside -> {
              lockIfOwned(table, LockMode.SHARE, inside)
                  .ifPresent(found -> rebuildAll(found, inside));
              return table;
            });
      }
    }
  }

  private static Optional<Table> lockIfOwned(Table table, LockMode mode, StatementContext context) {
    if (context.catalog().find(table.oid()).isEmpty()) {
      return Optional.empty();
    }
    context.lock(table.oid(), mode);
    return context
        .catalog()
        .find(table.oid())
        .map(Table.class::cast)
        .filter(found -> Privileges.isOwner(context, found));
  }

  private static void rebuildAll(Table table, StatementContext context) {
    for (Index index : indexes(table, context)) {
      context.lock(index.oid(), LockMode.ACCESS_EXCLUSIVE);
      rebuild(index, context);
    }
  }

  /** Gives an index a new tree with what its table has now, and makes it valid. */
  private static void rebuild(Index index, StatementContext context) {
    Table table = context.catalog().get(Table.class, index.table());
    Index renewed = renewed(index, context);
    IndexBuilding.build(context, table, renewed);
    context.edits().put(renewed);
  }

  /** An index that is the same but for its tree, which is empty. */
  public static Index renewed(Index index, StatementContext context) {
    return index
        .withStorage(Integer.toUnsignedLong(context.services().catalogs().newOid()))
        .withReady(true)
        .withValid(true);
  }
}
