package dev.instar.engine.sql;

import dev.instar.engine.sql.Expression.ArrayConstructor;
import dev.instar.engine.sql.Expression.AtTimeZone;
import dev.instar.engine.sql.Expression.Between;
import dev.instar.engine.sql.Expression.Binary;
import dev.instar.engine.sql.Expression.Case;
import dev.instar.engine.sql.Expression.Cast;
import dev.instar.engine.sql.Expression.Collate;
import dev.instar.engine.sql.Expression.ColumnReference;
import dev.instar.engine.sql.Expression.Default;
import dev.instar.engine.sql.Expression.FieldSelection;
import dev.instar.engine.sql.Expression.FunctionCall;
import dev.instar.engine.sql.Expression.In;
import dev.instar.engine.sql.Expression.Is;
import dev.instar.engine.sql.Expression.Literal;
import dev.instar.engine.sql.Expression.NamedArgument;
import dev.instar.engine.sql.Expression.Parameter;
import dev.instar.engine.sql.Expression.Quantified;
import dev.instar.engine.sql.Expression.RowConstructor;
import dev.instar.engine.sql.Expression.Star;
import dev.instar.engine.sql.Expression.Subquery;
import dev.instar.engine.sql.Expression.Subscript;
import dev.instar.engine.sql.Expression.TypedLiteral;
import dev.instar.engine.sql.Expression.Unary;
import dev.instar.engine.sql.Expression.VariadicArgument;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What can be read off an expression without knowing the schema. Pure; looks into no subquery. */
public final class Expressions {
  private Expressions() {}

  /**
   * The functions called by name, in the order written, each once. Key word functions come by their
   * lower-case name ({@code current_timestamp}, {@code coalesce}); casts and operators are not
   * calls, though they may run functions.
   */
  public static Set<QualifiedName> functions(Expression expression) {
    Set<QualifiedName> functions = new LinkedHashSet<>();
    walk(
        expression,
        node -> {
          if (node instanceof FunctionCall call) {
            functions.add(call.name());
          }
        });
    return functions;
  }

  /** The columns referenced, in the order written, each once, with what qualified them. */
  public static Set<ColumnReference> columns(Expression expression) {
    Set<ColumnReference> columns = new LinkedHashSet<>();
    walk(
        expression,
        node -> {
          if (node instanceof ColumnReference column) {
            columns.add(column);
          }
        });
    return columns;
  }

  /** Whether a subquery stands anywhere in the expression. */
  public static boolean containsSubquery(Expression expression) {
    boolean[] found = {false};
    walk(expression, node -> found[0] |= node instanceof Subquery);
    return found[0];
  }

  /**
   * Whether the expression is a plain constant: a literal, a typed literal, a signed number, or a
   * cast of one of these. A constant in this sense calls nothing that the text names.
   */
  public static boolean isConstant(Expression expression) {
    Expression node = expression;
    while (true) {
      switch (node) {
        case Cast cast -> node = cast.operand();
        case Unary unary when isSign(unary.operator()) -> node = unary.operand();
        default -> {
          return node instanceof Literal || node instanceof TypedLiteral;
        }
      }
    }
  }

  private static boolean isSign(String operator) {
    return operator.equals("-") || operator.equals("+");
  }

  /**
   * Calls {@code visitor} for the expression and everything within it, outer before inner and left
   * before right. The tree's depth costs no stack.
   */
  public static void walk(Expression expression, Consumer<Expression> visitor) {
    Deque<Expression> waiting = new ArrayDeque<>();
    waiting.push(expression);
    while (!waiting.isEmpty()) {
      Expression node = waiting.pop();
      visitor.accept(node);
      for (Expression child : children(node).reversed()) {
        waiting.push(child);
      }
    }
  }

  /**
   * How many expressions lie within each other at most, 1 for a literal, those of subqueries
   * included.
   */
  static int depth(Expression expression) {
    int depth = 0;
    List<Expression> level = List.of(expression);
    while (!level.isEmpty()) {
      depth++;
      List<Expression> next = new ArrayList<>();
      for (Expression node : level) {
        next.addAll(
            node instanceof Subquery subquery
                ? Queries.expressions(subquery.query())
                : children(node));
      }
      level = next;
    }
    return depth;
  }

  /** Where the expression's text begins, but for parentheses around it. */
  public static Position start(Expression expression) {
    int[] first = {expression.position().offset()};
    walk(expression, node -> first[0] = Math.min(first[0], node.position().offset()));
    return new Position(first[0]);
  }

  /** The expressions directly within {@code expression}, in the order written. */
  public static List<Expression> children(Expression expression) {
    return switch (expression) {
      case Literal literal -> List.of();
      case TypedLiteral literal -> List.of();
      case ColumnReference column -> List.of();
      case Star star -> List.of();
      case Parameter parameter -> List.of();
      case Subquery subquery -> List.of();
      case Default value -> List.of();
      case NamedArgument argument -> List.of(argument.value());
      case VariadicArgument argument -> List.of(argument.array());
      case Unary unary -> List.of(unary.operand());
      case Binary binary -> List.of(binary.left(), binary.right());
      case Is is -> List.of(is.operand());
      case Between between -> List.of(between.operand(), between.low(), between.high());
      case In in -> with(List.of(in.operand()), in.values());
      case Quantified quantified -> List.of(quantified.left(), quantified.array());
      case Cast cast -> List.of(cast.operand());
      case Collate collate -> List.of(collate.operand());
      case AtTimeZone at -> List.of(at.operand(), at.zone());
      case Case choice -> childrenOf(choice);
      case ArrayConstructor array -> array.elements();
      case RowConstructor row -> row.elements();
      case FieldSelection selection -> List.of(selection.operand());
      case Subscript subscript ->
          with(
              with(List.of(subscript.operand()), optional(subscript.low())),
              optional(subscript.high()));
      case FunctionCall call -> childrenOf(call);
    };
  }

  private static List<Expression> childrenOf(FunctionCall call) {
    List<Expression> children = new ArrayList<>(call.arguments());
    call.orderBy().forEach(key -> children.add(key.expression()));
    call.filter().ifPresent(children::add);
    call.over()
        .ifPresent(
            window -> {
              children.addAll(window.partitionBy());
              window.orderBy().forEach(key -> children.add(key.expression()));
            });
    return children;
  }

  private static List<Expression> childrenOf(Case choice) {
    List<Expression> children = new ArrayList<>(optional(choice.operand()));
    for (Expression.When branch : choice.branches()) {
      children.add(branch.condition());
      children.add(branch.result());
    }
    choice.otherwise().ifPresent(children::add);
    return children;
  }

  private static List<Expression> optional(Optional<Expression> expression) {
    return expression.map(List::of).orElse(List.of());
  }

  private static List<Expression> with(List<Expression> first, List<Expression> more) {
    List<Expression> both = new ArrayList<>(first);
    both.addAll(more);
    return both;
  }
}
