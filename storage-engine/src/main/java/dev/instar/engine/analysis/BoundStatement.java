package dev.instar.engine.analysis;

import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import java.util.List;
import java.util.Optional;

/** A query or a change of rows that was understood. */
public sealed interface BoundStatement {
  /** The columns that it returns; empty for none. */
  List<BoundQuery.Output> outputs();

  /** A query. */
  record Select(BoundQuery query) implements BoundStatement {
    @Override
    public List<BoundQuery.Output> outputs() {
      return query.outputs();
    }
  }

  /**
   * INSERT.
   *
   * @param source its rows; absent for one row without slots (DEFAULT VALUES)
   * @param values for each of the table's columns by number its value, over a row of the source:
   *     converted, with defaults filled in; generated ones and dropped ones are NULL here
   * @param returning over a row with the slots of {@link BoundSource.TableSource} at offset 0
   */
  record Insert(
      List<BoundQuery.CommonQuery> with,
      Table table,
      Optional<BoundQuery> source,
      List<BoundExpression> values,
      Optional<OnConflict> onConflict,
      List<BoundExpression> returning,
      List<BoundQuery.Output> outputs)
      implements BoundStatement {
    public Insert {
      with = List.copyOf(with);
      values = List.copyOf(values);
      returning = List.copyOf(returning);
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * ON CONFLICT.
   *
   * @param arbiters the unique indexes that count; empty for all
   * @param update absent for DO NOTHING; its expressions are over the slots of the existing row
   *     (offset 0) and those of the row that was to be inserted, after it
   */
  record OnConflict(List<Index> arbiters, Optional<ConflictUpdate> update) {
    public OnConflict {
      arbiters = List.copyOf(arbiters);
    }
  }

  /** DO UPDATE SET … WHERE …. */
  record ConflictUpdate(List<Assignment> assignments, Optional<BoundExpression> where) {
    public ConflictUpdate {
      assignments = List.copyOf(assignments);
    }
  }

  /** {@code column = value}, converted to the column's type. */
  record Assignment(int column, BoundExpression value) {}

  /**
   * UPDATE.
   *
   * @param target the table, which is one of {@code from}'s sources
   * @param from all sources, the target among them, joined; {@code width} slots
   * @param where all conditions, those of inner joins as well: it is tested again on a row that
   *     somebody has changed meanwhile
   * @param returning over the same row, with the target's slots as they are after the change
   */
  record Update(
      List<BoundQuery.CommonQuery> with,
      BoundSource.TableSource target,
      BoundSource from,
      int width,
      Optional<BoundExpression> where,
      List<Assignment> assignments,
      List<BoundExpression> returning,
      List<BoundQuery.Output> outputs)
      implements BoundStatement {
    public Update {
      with = List.copyOf(with);
      assignments = List.copyOf(assignments);
      returning = List.copyOf(returning);
      outputs = List.copyOf(outputs);
    }
  }

  /** DELETE; as {@link Update}, but RETURNING sees the row as it was. */
  record Delete(
      List<BoundQuery.CommonQuery> with,
      BoundSource.TableSource target,
      BoundSource from,
      int width,
      Optional<BoundExpression> where,
      List<BoundExpression> returning,
      List<BoundQuery.Output> outputs)
      implements BoundStatement {
    public Delete {
      with = List.copyOf(with);
      returning = List.copyOf(returning);
      outputs = List.copyOf(outputs);
    }
  }

  /** For messages: which constraint an index belongs to. */
  static Optional<Constraint.Unique> constraintOf(Index index, List<Constraint> constraints) {
    return constraints.stream()
        .filter(Constraint.Unique.class::isInstance)
        .map(Constraint.Unique.class::cast)
        .filter(unique -> unique.index() == index.oid())
        .findFirst();
  }
}
