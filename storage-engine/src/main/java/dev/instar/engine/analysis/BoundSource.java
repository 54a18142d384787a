package dev.instar.engine.analysis;

import dev.instar.engine.catalog.Table;
import dev.instar.engine.statement.SystemRelation;
import dev.instar.engine.type.DataType;
import java.util.List;
import java.util.Optional;

/**
 * What rows come from. All sources of one SELECT fill one row between them: each has a number of
 * slots of its own, from {@link #offset} on, and the slots of a row without a partner in an outer
 * join are null.
 */
public sealed interface BoundSource {
  /** Its first slot. */
  int offset();

  /** How many slots it has. */
  int width();

  /**
   * A table. The slot of a column is offset + number - 1, dropped ones included; the last slot is
   * the row's identity (an object of the table room's), which {@link BoundExpression.SystemColumn}
   * and row locks use.
   *
   * @param alias the name that the query knows it by
   * @param used whether the column with that number - 1 is read at all
   */
  @SuppressWarnings("ArrayRecordComponent") // Filled while the statement is understood.
  record TableSource(Table table, String alias, int offset, boolean[] used) implements BoundSource {
    @Override
    public int width() {
      return table.columns().size() + 1;
    }
  }

  /** A relation of the system's. As of a table, the last slot is the row's identity. */
  record SystemSource(SystemRelation relation, String alias, int offset) implements BoundSource {
    @Override
    public int width() {
      return relation.columns().size() + 1;
    }
  }

  /**
   * A subquery or a view.
   *
   * @param lateral whether it refers to sources before it, as {@link BoundExpression.Outer} with
   *     one level
   */
  record QuerySource(BoundQuery query, String alias, boolean lateral, int offset)
      implements BoundSource {
    @Override
    public int width() {
      return query.outputs().size();
    }
  }

  /**
   * A WITH query, by its number among all of the statement's.
   *
   * @param columns its types
   * @param working whether it names itself here: its rows are those that it gave last
   */
  record CommonSource(int number, List<DataType> columns, String alias, boolean working, int offset)
      implements BoundSource {
    public CommonSource {
      columns = List.copyOf(columns);
    }

    @Override
    public int width() {
      return columns.size();
    }
  }

  /**
   * A function: a set of rows, or one. With ordinality the last slot counts them from 1. A lateral
   * one's call reads slots of the sources before it.
   *
   * @param call a {@link BoundExpression.RowOf} for several functions side by side
   * @param columns the types of its result's columns, without the ordinality's
   */
  record FunctionSource(
      BoundExpression call,
      List<DataType> columns,
      boolean ordinality,
      String alias,
      boolean lateral,
      int offset)
      implements BoundSource {
    public FunctionSource {
      columns = List.copyOf(columns);
    }

    @Override
    public int width() {
      return columns.size() + (ordinality ? 1 : 0);
    }
  }

  /**
   * A join. What FROM lists with commas is an inner join without a condition. The columns of USING
   * have become a condition here and a COALESCE where they are read.
   */
  record JoinSource(
      Kind kind, BoundSource left, BoundSource right, Optional<BoundExpression> condition)
      implements BoundSource {
    /** Whose rows come without a partner too. */
    public enum Kind {
      INNER,
      LEFT,
      RIGHT,
      FULL
    }

    @Override
    public int offset() {
      return left.offset();
    }

    @Override
    public int width() {
      return left.width() + right.width();
    }
  }
}
