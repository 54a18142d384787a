package dev.instar.engine.analysis;

import dev.instar.engine.function.Cast;
import dev.instar.engine.function.Collation;
import dev.instar.engine.function.Resolved;
import dev.instar.engine.sql.Position;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.List;
import java.util.Optional;

/**
 * An expression that was understood: names have become slots of a row, operators and functions are
 * those that are called, and every conversion is written out. Immutable.
 */
public sealed interface BoundExpression {
  DataType type();

  /** {@code atttypmod}; -1 for none. */
  default int modifier() {
    return -1;
  }

  /** A value; null is NULL. */
  record Constant(Object value, DataType type, int modifier) implements BoundExpression {}

  /**
   * A slot of the row at hand.
   *
   * @param name for messages and output columns
   */
  record Slot(int index, DataType type, int modifier, Collation collation, String name)
      implements BoundExpression {}

  /** A slot of the row that an enclosing query is at; 1 for the next one out. */
  record Outer(int levels, int index, DataType type, int modifier, Collation collation, String name)
      implements BoundExpression {}

  /**
   * What a row's identity says: {@code ctid}, {@code tableoid}, {@code xmin} and their kind.
   *
   * @param slot of the row's identity; see {@link BoundSource.TableSource}
   * @param levels 0 for the row at hand, otherwise as {@link Outer}
   */
  record SystemColumn(SystemColumn.Kind kind, int levels, int slot, DataType type)
      implements BoundExpression {
    /** Which. */
    public enum Kind {
      TABLEOID,
      CTID,
      XMIN,
      CMIN,
      XMAX,
      CMAX
    }
  }

  /** {@code $number}, from 1. */
  record Parameter(int number, DataType type) implements BoundExpression {}

  /** A function or operator. Its arguments are as written: {@link Resolved} converts them. */
  record Call(Resolved function, List<BoundExpression> arguments, Collation collation)
      implements BoundExpression {
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public DataType type() {
      return function.result();
    }
  }

  /**
   * A conversion to a type, and then to its modifier.
   *
   * @param explicit whether it was written: too long a text is cut then
   */
  record Convert(BoundExpression operand, Cast cast, int modifier, boolean explicit)
      implements BoundExpression {
    @Override
    public DataType type() {
      return cast.target();
    }
  }

  /** {@code operand COLLATE collation}: the value itself; who compares it knows the collation. */
  record Collate(BoundExpression operand, Collation collation, Position position)
      implements BoundExpression {
    @Override
    public DataType type() {
      return operand.type();
    }

    @Override
    public int modifier() {
      return operand.modifier();
    }
  }

  /** All of them; with three values. */
  record And(List<BoundExpression> operands) implements BoundExpression {
    public And {
      operands = List.copyOf(operands);
    }

    @Override
    public DataType type() {
      return Types.BOOLEAN;
    }
  }

  /** Any of them; with three values. */
  record Or(List<BoundExpression> operands) implements BoundExpression {
    public Or {
      operands = List.copyOf(operands);
    }

    @Override
    public DataType type() {
      return Types.BOOLEAN;
    }
  }

  /** NOT. */
  record Not(BoundExpression operand) implements BoundExpression {
    @Override
    public DataType type() {
      return Types.BOOLEAN;
    }
  }

  /** IS NULL and its kind. */
  record Is(BoundExpression operand, Test test, boolean negated) implements BoundExpression {
    /** What is tested. */
    public enum Test {
      NULL,
      TRUE,
      FALSE,
      UNKNOWN
    }

    @Override
    public DataType type() {
      return Types.BOOLEAN;
    }
  }

  /**
   * IS [NOT] DISTINCT FROM.
   *
   * @param equality the operator {@code =} of the two
   */
  record Distinct(
      BoundExpression left,
      BoundExpression right,
      Resolved equality,
      Collation collation,
      boolean negated)
      implements BoundExpression {
    @Override
    public DataType type() {
      return Types.BOOLEAN;
    }
  }

  /** CASE; one with an operand has become comparisons. */
  record Case(List<Branch> branches, Optional<BoundExpression> otherwise, DataType type)
      implements BoundExpression {
    public Case {
      branches = List.copyOf(branches);
    }

    /** WHEN condition THEN result. */
    public record Branch(BoundExpression condition, BoundExpression result) {}
  }

  /** COALESCE; all of one type. */
  record Coalesce(List<BoundExpression> operands, DataType type) implements BoundExpression {
    public Coalesce {
      operands = List.copyOf(operands);
    }
  }

  /** NULLIF. */
  record NullIf(BoundExpression left, BoundExpression right, Resolved equality, Collation collation)
      implements BoundExpression {
    @Override
    public DataType type() {
      return left.type();
    }
  }

  /** GREATEST and LEAST; all of one type. */
  record Extreme(
      List<BoundExpression> operands, boolean greatest, DataType type, Collation collation)
      implements BoundExpression {
    public Extreme {
      operands = List.copyOf(operands);
    }
  }

  /** ARRAY[…]; the elements may be arrays, which then are its inner dimensions. */
  record ArrayOf(List<BoundExpression> elements, DataType type, boolean nested)
      implements BoundExpression {
    public ArrayOf {
      elements = List.copyOf(elements);
    }
  }

  /** ROW(…). */
  record RowOf(List<BoundExpression> fields) implements BoundExpression {
    public RowOf {
      fields = List.copyOf(fields);
    }

    @Override
    public DataType type() {
      return Types.RECORD;
    }
  }

  /** All of a relation's row as one value: a table's name where a value is expected. */
  record WholeRow(int levels, int firstSlot, List<BoundExpression> fields, List<String> names)
      implements BoundExpression {
    public WholeRow {
      fields = List.copyOf(fields);
      names = List.copyOf(names);
    }

    @Override
    public DataType type() {
      return new RowType(names, fields.stream().map(BoundExpression::type).toList());
    }
  }

  /**
   * {@code (a, b) < (c, d)} and its kind: the first fields that differ decide. NULL where a NULL is
   * met before.
   *
   * @param tests of each pair of fields, from the first on: by {@code <} or {@code >}, the last by
   *     the operator that was written
   * @param equalities of all pairs but the last
   */
  record RowCompare(List<BoundExpression> tests, List<BoundExpression> equalities)
      implements BoundExpression {
    public RowCompare {
      tests = List.copyOf(tests);
      equalities = List.copyOf(equalities);
      if (equalities.size() != tests.size() - 1) {
        throw new IllegalArgumentException(tests.size() + " and " + equalities.size());
      }
    }

    @Override
    public DataType type() {
      return Types.BOOLEAN;
    }
  }

  /**
   * {@code operand IN (a, b, …)} where all of them are compared with one operator.
   *
   * @param values converted to what the operator takes
   */
  record InList(
      BoundExpression operand,
      List<BoundExpression> values,
      Resolved equality,
      Collation collation,
      boolean negated)
      implements BoundExpression {
    public InList {
      values = List.copyOf(values);
    }

    @Override
    public DataType type() {
      return Types.BOOLEAN;
    }
  }

  /** {@code left operator ANY | ALL (array)}. */
  record Quantified(
      BoundExpression left,
      Resolved operator,
      boolean all,
      BoundExpression array,
      Collation collation)
      implements BoundExpression {
    @Override
    public DataType type() {
      return Types.BOOLEAN;
    }
  }

  /** {@code array[index]…}; a slice if any has bounds. An absent bound is the array's own. */
  record Subscript(BoundExpression array, List<Index> indexes, boolean slice, DataType type)
      implements BoundExpression {
    public Subscript {
      indexes = List.copyOf(indexes);
    }

    /** One pair of brackets. */
    public record Index(Optional<BoundExpression> low, Optional<BoundExpression> high) {}
  }

  /** A field of a row value, from 0. */
  record Field(BoundExpression row, int field, DataType type) implements BoundExpression {}

  /**
   * A subquery. Its expressions reach this one's row as {@link Outer} with one level.
   *
   * @param operands of IN, ANY and ALL: what is compared with the subquery's columns, one each
   * @param operators one for each operand
   * @param collations by which the operators compare
   * @param type BOOLEAN, of the only column, or an array of it
   */
  record Subquery(
      Subquery.Kind kind,
      BoundQuery query,
      List<BoundExpression> operands,
      List<Resolved> operators,
      List<Collation> collations,
      boolean correlated,
      DataType type)
      implements BoundExpression {
    public Subquery {
      operands = List.copyOf(operands);
      operators = List.copyOf(operators);
      collations = List.copyOf(collations);
    }

    /** What is made of its rows. IN is ANY with {@code =}. */
    public enum Kind {
      SCALAR,
      EXISTS,
      ARRAY,
      ANY,
      ALL
    }
  }
}
