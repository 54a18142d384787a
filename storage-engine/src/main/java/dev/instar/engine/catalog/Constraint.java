package dev.instar.engine.catalog;

import java.util.List;

/**
 * A constraint of a table; {@code pg_constraint}. NOT NULL is its column's, as in PostgreSQL 17.
 */
public sealed interface Constraint extends CatalogObject {
  String name();

  /** The OID of the table that it holds for. */
  int table();

  /** Numbers of the columns that it names. */
  List<Integer> columns();

  /** Whether all rows are known to fulfil it, and not only those written since. */
  boolean validated();

  /** The same under another name. */
  Constraint withName(String now);

  /**
   * CHECK.
   *
   * @param expression as SQL
   */
  record Check(
      int oid,
      String name,
      int table,
      List<Integer> columns,
      String expression,
      boolean noInherit,
      boolean validated)
      implements Constraint {
    public Check {
      columns = List.copyOf(columns);
    }

    @Override
    public Check withName(String now) {
      return new Check(oid, now, table, columns, expression, noInherit, validated);
    }

    public Check withColumns(List<Integer> now) {
      return new Check(oid, name, table, now, expression, noInherit, validated);
    }

    public Check withExpression(String now) {
      return new Check(oid, name, table, columns, now, noInherit, validated);
    }

    public Check withValidated(boolean now) {
      return new Check(oid, name, table, columns, expression, noInherit, now);
    }
  }

  /** PRIMARY KEY and UNIQUE, each with an index of its own. */
  record Unique(
      int oid,
      String name,
      int table,
      List<Integer> columns,
      boolean primary,
      int index,
      boolean deferrable,
      boolean initiallyDeferred)
      implements Constraint {
    public Unique {
      columns = List.copyOf(columns);
    }

    @Override
    public Unique withName(String now) {
      return new Unique(oid, now, table, columns, primary, index, deferrable, initiallyDeferred);
    }

    public Unique withIndex(int now) {
      return new Unique(oid, name, table, columns, primary, now, deferrable, initiallyDeferred);
    }

    @Override
    public boolean validated() {
      return true;
    }
  }

  /**
   * FOREIGN KEY.
   *
   * @param index the unique index of the referenced columns
   * @param deleteColumns of {@code ON DELETE SET NULL (column, …)}; empty for all
   */
  record ForeignKey(
      int oid,
      String name,
      int table,
      List<Integer> columns,
      int referenced,
      List<Integer> referencedColumns,
      int index,
      boolean matchFull,
      Action onUpdate,
      Action onDelete,
      List<Integer> deleteColumns,
      boolean deferrable,
      boolean initiallyDeferred,
      boolean validated)
      implements Constraint {
    public ForeignKey {
      columns = List.copyOf(columns);
      referencedColumns = List.copyOf(referencedColumns);
      deleteColumns = List.copyOf(deleteColumns);
    }

    @Override
    public ForeignKey withName(String now) {
      return new ForeignKey(
          oid,
          now,
          table,
          columns,
          referenced,
          referencedColumns,
          index,
          matchFull,
          onUpdate,
          onDelete,
          deleteColumns,
          deferrable,
          initiallyDeferred,
          validated);
    }

    public ForeignKey withIndex(int now) {
      return new ForeignKey(
          oid,
          name,
          table,
          columns,
          referenced,
          referencedColumns,
          now,
          matchFull,
          onUpdate,
          onDelete,
          deleteColumns,
          deferrable,
          initiallyDeferred,
          validated);
    }

    public ForeignKey withTiming(boolean deferrableNow, boolean initiallyDeferredNow) {
      return new ForeignKey(
          oid,
          name,
          table,
          columns,
          referenced,
          referencedColumns,
          index,
          matchFull,
          onUpdate,
          onDelete,
          deleteColumns,
          deferrableNow,
          initiallyDeferredNow,
          validated);
    }

    public ForeignKey withValidated(boolean now) {
      return new ForeignKey(
          oid,
          name,
          table,
          columns,
          referenced,
          referencedColumns,
          index,
          matchFull,
          onUpdate,
          onDelete,
          deleteColumns,
          deferrable,
          initiallyDeferred,
          now);
    }

    /** What becomes of rows whose referenced row goes. */
    public enum Action {
      NO_ACTION,
      RESTRICT,
      CASCADE,
      SET_NULL,
      SET_DEFAULT
    }
  }
}
