package dev.instar.engine.analysis;

import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.View;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.FromItem;
import java.util.Optional;

/** The table whose rows a statement changes, locked ROW EXCLUSIVE. */
record TargetTable(Table table, TableEntry entry, Analysis analysis) {

  /**
   * @param privilege what is needed to change its rows so
   */
  static TargetTable of(FromItem.Table item, Environment environment, char privilege) {
    Analysis analysis = environment.analysis();
    try {
      Table table = find(item, analysis);
      analysis.needs(table, privilege);
      String alias = item.alias().flatMap(FromItem.Alias::name).orElse(table.name());
      return new TargetTable(
          table, TableEntry.of(table, alias, Optional.empty(), 0, analysis), analysis);
    } catch (SqlException error) {
      // What it is, and not that it is missing, is found out later on PostgreSQL: without a place.
      throw error.state() == SqlState.WRONG_OBJECT_TYPE
          ? error
          : analysis.at(error, item.position());
    }
  }

  private static Table find(FromItem.Table item, Analysis analysis) {
    if (RelationNames.system(item.name(), analysis.context()).isPresent()) {
      throw new SqlException(
          SqlState.INSUFFICIENT_PRIVILEGE,
          "permission denied: \"" + item.name().name() + "\" is a system catalog");
    }
    Relation relation = RelationNames.lock(item.name(), LockMode.ROW_EXCLUSIVE, analysis.context());
    analysis.locked(relation.oid(), LockMode.ROW_EXCLUSIVE);
    return switch (relation) {
      case Table table -> table;
      case View view -> throw SqlException.unsupported("changing rows through a view");
      case Sequence sequence ->
          throw new SqlException(
              SqlState.WRONG_OBJECT_TYPE, "cannot change sequence \"" + sequence.name() + "\"");
      case Index index ->
          throw new SqlException(
                  SqlState.WRONG_OBJECT_TYPE, "cannot open relation \"" + index.name() + "\"")
              .with(SqlException.Field.DETAIL, "This operation is not supported for indexes.");
    };
  }

  /** For a statement that looks for its rows: one that only adds some needs no index to stay. */
  void lockIndexes() {
    analysis.lockIndexes(table, LockMode.ROW_EXCLUSIVE);
  }

  /** Whoever reads a column must be allowed to. */
  void needsReadIfUsed() {
    for (boolean used : entry.source().used()) {
      if (used) {
        analysis.needs(table, 'r');
        return;
      }
    }
  }
}
