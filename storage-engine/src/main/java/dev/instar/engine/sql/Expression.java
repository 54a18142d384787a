package dev.instar.engine.sql;

import java.util.List;
import java.util.Optional;

/** A value expression. Operators keep PostgreSQL's precedence; parentheses leave no node. */
public sealed interface Expression {

  /**
   * A constant. {@code text} is the literal as written: {@code 42}, {@code 'it''s'}, {@code $$x$$}.
   */
  record Literal(Kind kind, String text) implements Expression {
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
  record TypedLiteral(TypeName type, String text) implements Expression {}

  /**
   * {@code column}, {@code table.column} or {@code schema.table.column}; the last part is the
   * column.
   */
  record ColumnReference(List<String> parts) implements Expression {
    public ColumnReference {
      parts = List.copyOf(parts);
    }
  }

  /** {@code *} or {@code table.*}. */
  record Star(List<String> qualifier) implements Expression {
    public Star {
      qualifier = List.copyOf(qualifier);
    }
  }

  /** {@code $1}. */
  record Parameter(int number) implements Expression {}

  /**
   * A function call. The keyword functions without parentheses ({@code CURRENT_TIMESTAMP}, {@code
   * CURRENT_USER} …) and those with a grammar of their own ({@code EXTRACT}, {@code COALESCE}) come
   * as calls by their lower-case name.
   */
  record FunctionCall(
      QualifiedName name,
      boolean distinct,
      List<Expression> arguments,
      Optional<Expression> filter,
      Optional<String> over)
      implements Expression {
    public FunctionCall {
      arguments = List.copyOf(arguments);
    }
  }

  /** {@code name => value} among the arguments of a call. */
  record NamedArgument(String name, Expression value) implements Expression {}

  /** {@code VARIADIC array} as the last argument of a call. */
  record VariadicArgument(Expression array) implements Expression {}

  /** {@code operator operand} ({@code -x}, {@code NOT x}, {@code @ x}). */
  record Unary(String operator, Expression operand) implements Expression {}

  /**
   * {@code left operator right}. {@code AND}, {@code OR}, {@code LIKE}, {@code IS DISTINCT FROM}
   * and their kind come by their key words in upper case.
   */
  record Binary(String operator, Expression left, Expression right) implements Expression {}

  /**
   * {@code operand IS [NOT] NULL | TRUE | FALSE | UNKNOWN | DOCUMENT …}; {@code test} in upper
   * case.
   */
  record Is(Expression operand, String test) implements Expression {}

  /** {@code operand [NOT] BETWEEN [SYMMETRIC] low AND high}. */
  record Between(
      Expression operand, boolean negated, boolean symmetric, Expression low, Expression high)
      implements Expression {}

  /** {@code operand [NOT] IN (a, b, …)}. */
  record In(Expression operand, boolean negated, List<Expression> values) implements Expression {
    public In {
      values = List.copyOf(values);
    }
  }

  /** {@code left operator ANY | ALL (array)}. */
  record Quantified(Expression left, String operator, boolean all, Expression array)
      implements Expression {}

  /** {@code operand::type} and {@code CAST(operand AS type)}. */
  record Cast(Expression operand, TypeName type) implements Expression {}

  /** {@code operand COLLATE collation}. */
  record Collate(Expression operand, QualifiedName collation) implements Expression {}

  /** {@code operand AT TIME ZONE zone}. */
  record AtTimeZone(Expression operand, Expression zone) implements Expression {}

  /** CASE, with or without an operand. */
  record Case(Optional<Expression> operand, List<When> branches, Optional<Expression> otherwise)
      implements Expression {
    public Case {
      branches = List.copyOf(branches);
    }
  }

  /** {@code WHEN condition THEN result}. */
  record When(Expression condition, Expression result) {}

  /** {@code ARRAY[…]}. */
  record ArrayConstructor(List<Expression> elements) implements Expression {
    public ArrayConstructor {
      elements = List.copyOf(elements);
    }
  }

  /** {@code ROW(…)} or {@code (a, b)}. */
  record RowConstructor(List<Expression> elements) implements Expression {
    public RowConstructor {
      elements = List.copyOf(elements);
    }
  }

  /** {@code operand[index]} or {@code operand[low:high]}. */
  record Subscript(Expression operand, Optional<Expression> low, Optional<Expression> high)
      implements Expression {}

  /** {@code (operand).field}. */
  record FieldSelection(Expression operand, String field) implements Expression {}

  /**
   * A subquery in parentheses, EXISTS, IN or ARRAY; its text is kept, its inside not yet parsed.
   */
  record Subquery(String introducedBy, String text) implements Expression {}
}
