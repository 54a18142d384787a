package dev.instar.engine.define.alter;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.define.index.IndexBuilding;
import dev.instar.engine.define.index.Reindexes;
import dev.instar.engine.define.index.SystemColumns;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.statement.StatementContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One ALTER TABLE at work: what is still to be done, pass by pass, and what its actions have left
 * to do to the table's rows. The catalog always has the table as it is by now. Of one thread.
 */
final class TableWork {
  private final StatementContext context;
  private final Table before;
  private final Map<Pass, Deque<Runnable>> passes = new EnumMap<>(Pass.class);
  private final Map<Integer, BoundExpression> newValues = new TreeMap<>();
  private final Set<Integer> recomputed = new TreeSet<>();
  private final Set<Integer> notNull = new TreeSet<>();
  private final Set<Integer> checks = new TreeSet<>();
  private final Set<Integer> keysToBuild = new TreeSet<>();
  private final Set<Integer> keysToRebuild = new TreeSet<>();
  private final Set<Integer> foreignKeys = new TreeSet<>();
  private boolean rewrite;

  /**
   * @param before the table as it is, locked
   */
  TableWork(StatementContext context, Table before) {
    this.context = context;
    this.before = before;
  }

  StatementContext context() {
    return context;
  }

  /** The table as it was before the statement. */
  Table before() {
    return before;
  }

  /** The table as it is by now. */
  Table table() {
    return context.catalog().get(Table.class, before.oid());
  }

  void put(Table now) {
    context.edits().put(now);
  }

  /** Puts a column into the place of the one with its number. */
  void put(Column now) {
    List<Column> columns = new ArrayList<>(table().columns());
    columns.set(now.number() - 1, now);
    put(table().withColumns(columns));
  }

  /**
   * A column by name.
   *
   * @throws SqlException 42703
   */
  Column column(String name) {
    return table()
        .column(name)
        .orElseThrow(
            () ->
                SystemColumns.isOne(name)
                    ? new SqlException(
                        SqlState.FEATURE_NOT_SUPPORTED,
                        "cannot alter system column \"" + name + "\"")
                    : missing(name));
  }

  SqlException missing(String column) {
    return new SqlException(
        SqlState.UNDEFINED_COLUMN,
        "column \"%s\" of relation \"%s\" does not exist".formatted(column, table().name()));
  }

  /** Does something in a pass that has not ended. */
  void later(Pass pass, Runnable action) {
    passes.computeIfAbsent(pass, any -> new ArrayDeque<>()).add(action);
  }

  /**
   * Every row gets a new value in a column.
   *
   * @param value over the table as it was before, as the column's type
   */
  void newValue(int column, BoundExpression value) {
    newValues.put(column, value);
    rewrite = true;
  }

  /** Every row gets the value that the column's generation expression has by then. */
  void recompute(int column) {
    recomputed.add(column);
    rewrite = true;
  }

  /** Every row is written again, as it is. */
  void rewrite() {
    rewrite = true;
  }

  void requireNotNull(int column) {
    notNull.add(column);
  }

  /** A CHECK constraint that all rows must fulfil. */
  void require(Constraint.Check check) {
    checks.add(check.oid());
  }

  /** A foreign key that all rows must fulfil. */
  void require(Constraint.ForeignKey key) {
    foreignKeys.add(key.oid());
  }

  /** An index that is in the catalog and is empty. */
  void build(int index) {
    keysToBuild.add(index);
  }

  /** An index whose entries are not what they should be any more. */
  void rebuild(int index) {
    keysToRebuild.add(index);
  }

  /** Does everything. */
  void run() {
    for (Pass pass : Pass.values()) {
      Deque<Runnable> actions = passes.getOrDefault(pass, new ArrayDeque<>());
      while (!actions.isEmpty()) {
        actions.remove().run();
      }
    }
    RowChecks rowChecks = new RowChecks(context, table(), notNull, constraints());
    if (rewrite) {
      new TableRewrite(context, before, table(), newValues, recomputed).run(rowChecks);
    } else {
      rowChecks.scan();
      buildIndexes();
    }
    for (int key : foreignKeys) {
      new ForeignKeyCheck(context, context.catalog().get(Constraint.ForeignKey.class, key)).run();
    }
  }

  private List<Constraint.Check> constraints() {
    return checks.stream()
        .flatMap(oid -> context.catalog().find(oid).stream())
        .map(Constraint.Check.class::cast)
        .toList();
  }

  private void buildIndexes() {
    for (Index index : context.catalog().indexes(before.oid())) {
      if (keysToBuild.contains(index.oid())) {
        IndexBuilding.build(context, table(), index);
      } else if (keysToRebuild.contains(index.oid())) {
        context.lock(index.oid(), LockMode.ACCESS_EXCLUSIVE);
        Index renewed = Reindexes.renewed(index, context);
        IndexBuilding.build(context, table(), renewed);
        context.edits().put(renewed);
      }
    }
  }
}
