package dev.instar.engine.sql;

import java.util.List;
import java.util.Optional;

/**
 * A value expression. Operators keep PostgreSQL's precedence; parentheses leave no node.
 *
 * <p>A node's position is that of its own word, name or operator, as PostgreSQL's errors point to
 * it; {@link Expressions#start} says where its text begins.
 */
public sealed interface Expression {
  Position position();

  /**
   * A constant. {@code text} is the literal as written: {@code 42}, {@code 'it''s'}, {@code $$x$$}.
   */
  record Literal(Literal.Kind kind, String text, Position position) implements Expression {
    /** What the literal is. */
    public enum Kind {
      NULL,
      BOOLEAN,
      NUMBER,
      STRING,
      BIT_STRING
    }
  }

  /** {@code type 'text'}, as in {@code DATE '2026-01-01'} and {@code INTERVAL '1 day'}. */
  record TypedLiteral(TypeName type, String text, Position position) implements Expression {}

  /**
   * {@code column}, {@code table.column} or {@code schema.table.column}; the last part is the
   * column.
   */
  record ColumnReference(List<String> parts, Position position) implements Expression {
    public ColumnReference {
      parts = List.copyOf(parts);
    }
  }

  /** {@code *} or {@code table.*}. */
  record Star(List<String> qualifier, Position position) implements Expression {
    public Star {
      qualifier = List.copyOf(qualifier);
    }
  }

  /** {@code $1}. */
  record Parameter(int number, Position position) implements Expression {}

  /**
   * A function call. The keyword functions without parentheses ({@code CURRENT_TIMESTAMP}, {@code
   * CURRENT_USER} …) and those with a grammar of their own ({@code EXTRACT}, {@code COALESCE}) come
   * as calls by their lower-case name.
   *
   * @param distinct whether DISTINCT stands before the arguments of an aggregate
   * @param orderBy the order in which an aggregate takes its rows
   * @param filter the condition of FILTER
   * @param over the window of OVER
   */
  record FunctionCall(
      QualifiedName name,
      boolean distinct,
      List<Expression> arguments,
      List<OrderKey> orderBy,
      Optional<Expression> filter,
      Optional<Window> over,
      Position position)
      implements Expression {
    public FunctionCall {
      arguments = List.copyOf(arguments);
      orderBy = List.copyOf(orderBy);
    }

    /** A call with nothing but arguments. */
    public static FunctionCall of(
        QualifiedName name, List<Expression> arguments, Position position) {
      return new FunctionCall(
          name, false, arguments, List.of(), Optional.empty(), Optional.empty(), position);
    }

    /** Whether it is {@code name(*)}, a function of rows without arguments. */
    public boolean isOfRows() {
      return arguments.size() == 1
          && arguments.getFirst() instanceof Star star
          && star.qualifier().isEmpty();
    }
  }

  /** {@code name => value} among the arguments of a call. */
  record NamedArgument(String name, Expression value, Position position) implements Expression {}

  /** {@code VARIADIC array} as the last argument of a call. */
  record VariadicArgument(Expression array, Position position) implements Expression {}

  /** {@code operator operand} ({@code -x}, {@code NOT x}, {@code @ x}). */
  record Unary(String operator, Expression operand, Position position) implements Expression {}

  /**
   * {@code left operator right}. {@code AND}, {@code OR}, {@code LIKE}, {@code IS DISTINCT FROM}
   * and their kind come by their key words in upper case.
   */
  record Binary(String operator, Expression left, Expression right, Position position)
      implements Expression {}

  /**
   * {@code operand IS [NOT] NULL | TRUE | FALSE | UNKNOWN | DOCUMENT …}; {@code test} in upper
   * case.
   */
  record Is(Expression operand, String test, Position position) implements Expression {}

  /** {@code operand [NOT] BETWEEN [SYMMETRIC] low AND high}. */
  record Between(
      Expression operand,
      boolean negated,
      boolean symmetric,
      Expression low,
      Expression high,
      Position position)
      implements Expression {}

  /** {@code operand [NOT] IN (a, b, …)}. */
  record In(Expression operand, boolean negated, List<Expression> values, Position position)
      implements Expression {
    public In {
      values = List.copyOf(values);
    }
  }

  /** {@code left operator ANY | ALL (array)}. */
  record Quantified(
      Expression left, String operator, boolean all, Expression array, Position position)
      implements Expression {}

  /** {@code operand::type} and {@code CAST(operand AS type)}. */
  record Cast(Expression operand, TypeName type, Position position) implements Expression {}

  /** {@code operand COLLATE collation}. */
  record Collate(Expression operand, QualifiedName collation, Position position)
      implements Expression {}

  /** {@code operand AT TIME ZONE zone}. */
  record AtTimeZone(Expression operand, Expression zone, Position position) implements Expression {}

  /** CASE, with or without an operand. */
  record Case(
      Optional<Expression> operand,
      List<When> branches,
      Optional<Expression> otherwise,
      Position position)
      implements Expression {
    public Case {
      branches = List.copyOf(branches);
    }
  }

  /** {@code WHEN condition THEN result}. */
  record When(Expression condition, Expression result) {}

  /** {@code ARRAY[…]}. */
  record ArrayConstructor(List<Expression> elements, Position position) implements Expression {
    public ArrayConstructor {
      elements = List.copyOf(elements);
    }
  }

  /** {@code ROW(…)} or {@code (a, b)}. */
  record RowConstructor(List<Expression> elements, Position position) implements Expression {
    public RowConstructor {
      elements = List.copyOf(elements);
    }
  }

  /** {@code operand[index]} or {@code operand[low:high]}. */
  record Subscript(
      Expression operand, Optional<Expression> low, Optional<Expression> high, Position position)
      implements Expression {}

  /** {@code (operand).field}. */
  record FieldSelection(Expression operand, String field, Position position)
      implements Expression {}

  /** DEFAULT, where a value to be stored is written: in VALUES of INSERT, and in SET. */
  record Default(Position position) implements Expression {}

  /**
   * A subquery. That of IN is the only value of an {@link In}, that of ANY and ALL the array of a
   * {@link Quantified}.
   */
  record Subquery(Subquery.Kind kind, Query query, Position position) implements Expression {
    /** What stands before its parenthesis. */
    public enum Kind {
      /** Nothing: one row of one column, or of as many as are assigned. */
      SCALAR,
      EXISTS,
      ARRAY,
      IN,
      ANY,
      ALL
    }
  }
}
