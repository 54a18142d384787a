package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.TypeName;
import dev.instar.migrator.schema.Column;
import dev.instar.migrator.schema.Index;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableSize;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How many rows a condition can be true of at most, where it names the values of a unique key:
 * {@code WHERE id = 5}, {@code WHERE id IN (1, 2, 3) AND …}. Every column of the key is compared
 * with constants, as the key's index compares it.
 */
final class PinnedRows {
  private final Table table;
  private final RowChange change;

  /** How many constants each column can be equal to. */
  private final Map<String, Long> values = new HashMap<>();

  private PinnedRows(Table table, RowChange change) {
    this.table = table;
    this.change = change;
  }

  /** The size of what a statement can write; the table's where its condition names no key. */
  static Optional<TableSize> size(Table table, RowChange change) {
    OptionalLong rows = atMost(table, change);
    if (rows.isEmpty()) {
      return table.size();
    }
    TableSize whole = table.size().orElse(TableSize.EMPTY);
    long some =
        table.size().isEmpty() ? rows.getAsLong() : Math.min(rows.getAsLong(), whole.rows());
    double part = whole.rows() == 0 ? 0 : (double) some / whole.rows();
    return Optional.of(
        new TableSize(some, (long) (whole.heapBytes() * part), (long) (whole.indexBytes() * part)));
  }

  private static OptionalLong atMost(Table table, RowChange change) {
    PinnedRows pinned = new PinnedRows(table, change);
    change.condition().ifPresent(pinned::add);
    return table.indexes().stream()
        .filter(PinnedRows::isKey)
        .map(Index::keyColumns)
        .filter(pinned.values.keySet()::containsAll)
        .mapToLong(key -> key.stream().map(pinned.values::get).reduce(1L, PinnedRows::product))
        .min();
  }

  /** One that a row is alone under, whoever looks and whenever. */
  private static boolean isKey(Index index) {
    return index.unique()
        && index.valid()
        && index.immediate()
        && index.plainKeys()
        && index.predicate().isEmpty()
        && !index.hasExpressions();
  }

  private static long product(long one, long other) {
    return one > Long.MAX_VALUE / other ? Long.MAX_VALUE : one * other;
  }

  private void add(Expression condition) {
    switch (condition) {
      case Expression.Binary and when and.operator().equals("AND") -> {
        add(and.left());
        add(and.right());
      }
      case Expression.Binary equal when equal.operator().equals("=") -> {
        add(equal.left(), List.of(equal.right()));
        add(equal.right(), List.of(equal.left()));
      }
      case Expression.In in when !in.negated() -> add(in.operand(), in.values());
      default -> {}
    }
  }

  private void add(Expression operand, List<Expression> constants) {
    column(operand)
        .filter(column -> constants.stream().allMatch(value -> isConstant(column, value)))
        .ifPresent(column -> values.merge(column.name(), (long) constants.size(), Math::min));
  }

  /** A column of the table itself, and of no other that the statement reads. */
  private Optional<Column> column(Expression operand) {
    if (!(operand instanceof Expression.ColumnReference reference)) {
      return Optional.empty();
    }
    List<String> parts = reference.parts();
    String called = change.alias().isEmpty() ? table.name().name() : change.alias();
    boolean own =
        switch (parts.size()) {
          case 1 -> change.sources().isEmpty();
          case 2 -> parts.getFirst().equals(called);
          default -> false;
        };
    return own ? table.column(parts.getLast()) : Optional.empty();
  }

  /**
   * Without a type of its own, or with the column's: one of another type might be equal to more
   * than one value of the column's.
   */
  private static boolean isConstant(Column column, Expression value) {
    return switch (value) {
      case Expression.Literal literal -> true;
      case Expression.Unary minus ->
          minus.operator().equals("-") && minus.operand() instanceof Expression.Literal;
      case Expression.TypedLiteral literal -> isOf(column, literal.type());
      case Expression.Cast cast ->
          isOf(column, cast.type()) && cast.operand() instanceof Expression.Literal;
      default -> false;
    };
  }

  private static boolean isOf(Column column, TypeName type) {
    String name = type.name().name();
    return type.arrayDimensions() == 0 && column.type().name().equals(name);
  }
}
