package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.BoundQuery;
import dev.instar.engine.function.Cast;
import dev.instar.engine.function.Catalog;
import dev.instar.engine.function.Resolved;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.TextFormat;
import dev.instar.engine.type.TypeModifiers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Expressions as EXPLAIN prints them. Thread-safe. */
final class ExpressionText {
  /** The operators' names by their functions' OIDs. */
  private static final Map<Integer, String> OPERATORS = operators();

  private final IntFunction<String> qualifier;
  private final IntFunction<String> meaning;

  /**
   * @param qualifier for a slot what stands before its name, with the dot; empty for nothing
   */
  ExpressionText(IntFunction<String> qualifier) {
    this(qualifier, slot -> null);
  }

  private ExpressionText(IntFunction<String> qualifier, IntFunction<String> meaning) {
    this.qualifier = qualifier;
    this.meaning = meaning;
  }

  /** Over a grouping's rows: slots are what they were computed from. */
  ExpressionText grouped(BoundQuery.Grouping grouping) {
    List<String> texts = new ArrayList<>();
    grouping.keys().forEach(key -> texts.add(of(key)));
    for (BoundQuery.AggregateCall call : grouping.aggregates()) {
      texts.add(
          call.function().function().name()
              + "("
              + (call.distinct() ? "DISTINCT " : "")
              + (call.count() == 0 ? "*" : list(call.arguments().subList(0, call.count())))
              + ")");
    }
    return new ExpressionText(slot -> "", slot -> slot < texts.size() ? texts.get(slot) : null);
  }

  private static Map<Integer, String> operators() {
    Map<Integer, String> names = new HashMap<>();
    Catalog.operators().forEach(o -> names.putIfAbsent(o.function().oid(), o.name()));
    return Map.copyOf(names);
  }

  String of(BoundExpression e) {
    return switch (e) {
      case BoundExpression.Constant x -> constant(x.value(), x.type());
      case BoundExpression.Slot x -> slot(x);
      case BoundExpression.Outer x -> Labels.quoted(x.name());
      case BoundExpression.SystemColumn x -> x.kind().name().toLowerCase(java.util.Locale.ROOT);
      case BoundExpression.Parameter x -> "$" + x.number();
      case BoundExpression.Call x -> call(x);
      case BoundExpression.Convert x ->
          x.operand() instanceof BoundExpression.Constant
              ? of(x.operand()) + "::" + TypeModifiers.format(x.type(), x.modifier())
              : cast(of(x.operand()), x.type(), x.modifier());
      // PostgreSQL's planner makes a conversion of it that changes nothing.
      case BoundExpression.Collate x -> cast(of(x.operand()), x.type(), x.modifier());
      case BoundExpression.And x -> joined(x.operands(), " AND ");
      case BoundExpression.Or x -> joined(x.operands(), " OR ");
      case BoundExpression.Not x -> "(NOT " + of(x.operand()) + ")";
      case BoundExpression.Is x ->
          "(" + of(x.operand()) + " IS " + (x.negated() ? "NOT " : "") + x.test().name() + ")";
      case BoundExpression.Distinct x ->
          "("
              + of(x.left())
              + " IS "
              + (x.negated() ? "NOT " : "")
              + "DISTINCT FROM "
              + of(x.right())
              + ")";
      case BoundExpression.Case x -> choice(x);
      case BoundExpression.Coalesce x -> "COALESCE(" + list(x.operands()) + ")";
      case BoundExpression.NullIf x -> "NULLIF(" + of(x.left()) + ", " + of(x.right()) + ")";
      case BoundExpression.Extreme x ->
          (x.greatest() ? "GREATEST(" : "LEAST(") + list(x.operands()) + ")";
      case BoundExpression.ArrayOf x -> "ARRAY[" + list(x.elements()) + "]";
      case BoundExpression.RowOf x -> "ROW(" + list(x.fields()) + ")";
      case BoundExpression.WholeRow x -> "ROW(" + list(x.fields()) + ")";
      case BoundExpression.RowCompare x -> rows(x);
      case BoundExpression.InList x -> in(x);
      case BoundExpression.Quantified x ->
          "("
              + argument(x.left(), x.operator(), 0)
              + " "
              + name(x.operator())
              + (x.all() ? " ALL (" : " ANY (")
              + of(x.array())
              + "))";
      case BoundExpression.Subscript x ->
          of(x.array())
              + x.indexes().stream()
                  .map(i -> "[" + i.low().map(this::of).orElse("") + "]")
                  .collect(Collectors.joining());
      case BoundExpression.Field x -> "(" + of(x.row()) + ").f" + (x.field() + 1);
      case BoundExpression.Subquery x ->
          switch (x.kind()) {
            case EXISTS -> "EXISTS(SubPlan)";
            case ANY, ALL -> quantified(x);
            case SCALAR, ARRAY -> "(SubPlan)";
          };
    };
  }

  private String quantified(BoundExpression.Subquery subquery) {
    List<String> operands = new ArrayList<>();
    for (int i = 0; i < subquery.operands().size(); i++) {
      operands.add(argument(subquery.operands().get(i), subquery.operators().get(i), 0));
    }
    String left = String.join(", ", operands);
    return "("
        + (operands.size() == 1 ? left : "(" + left + ")")
        + " "
        + name(subquery.operators().getFirst())
        + " "
        + subquery.kind()
        + (HashedSubquery.answers(subquery) ? " (hashed SubPlan))" : " (SubPlan))");
  }

  private String rows(BoundExpression.RowCompare rows) {
    List<String> left = new ArrayList<>();
    List<String> right = new ArrayList<>();
    String operator = "";
    for (BoundExpression test : rows.tests()) {
      if (!(test instanceof BoundExpression.Call call)) {
        return rows.tests().stream().map(this::of).collect(Collectors.joining(", ", "(", ")"));
      }
      left.add(argument(call.arguments().get(0), call.function(), 0));
      right.add(argument(call.arguments().get(1), call.function(), 1));
      operator = name(call.function());
    }
    return "(ROW("
        + String.join(", ", left)
        + ") "
        + operator
        + " ROW("
        + String.join(", ", right)
        + "))";
  }

  private String slot(BoundExpression.Slot slot) {
    String known = meaning.apply(slot.index());
    return known != null ? known : qualifier.apply(slot.index()) + Labels.quoted(slot.name());
  }

  private String call(BoundExpression.Call call) {
    String operator = OPERATORS.get(call.function().function().oid());
    List<BoundExpression> arguments = call.arguments();
    if (operator == null || arguments.size() > 2) {
      return call.function().function().name() + "(" + list(arguments) + ")";
    }
    return arguments.size() == 1
        ? "(" + operator + " " + argument(arguments.getFirst(), call.function(), 0) + ")"
        : "("
            + argument(arguments.get(0), call.function(), 0)
            + " "
            + operator
            + " "
            + argument(arguments.get(1), call.function(), 1)
            + ")";
  }

  /** A comparison with its sides exchanged. */
  String exchanged(BoundExpression.Call call) {
    String operator =
        switch (name(call.function())) {
          case "<" -> ">";
          case "<=" -> ">=";
          case ">" -> "<";
          case ">=" -> "<=";
          default -> name(call.function());
        };
    return "("
        + argument(call.arguments().get(1), call.function(), 1)
        + " "
        + operator
        + " "
        + argument(call.arguments().get(0), call.function(), 0)
        + ")";
  }

  /** The same where columns in these slots are called by their names alone. */
  ExpressionText within(int offset, int count) {
    return new ExpressionText(
        slot -> slot >= offset && slot < offset + count ? "" : qualifier.apply(slot));
  }

  private String argument(BoundExpression argument, Resolved function, int place) {
    Cast cast = function.casts().get(place);
    if (cast.source().oid() == cast.target().oid()) {
      return of(argument);
    }
    if (argument instanceof BoundExpression.Constant constant) {
      return constant.value() instanceof String text && cast.source().name().equals("unknown")
          ? literal(text, cast.target())
          : of(argument) + "::" + cast.target().sqlName();
    }
    return cast(of(argument), cast.target(), -1);
  }

  private static String cast(String operand, DataType type, int modifier) {
    String inner = operand.startsWith("(") ? operand : "(" + operand + ")";
    return inner + "::" + TypeModifiers.format(type, modifier);
  }

  private static String constant(Object value, DataType type) {
    if (value == null) {
      return "NULL::" + type.sqlName();
    }
    return literal(type.print(value, TextFormat.DEFAULT), type);
  }

  private static String literal(String text, DataType type) {
    return switch (type.name()) {
      case "int4" -> text;
      case "bool" -> text.startsWith("t") ? "true" : "false";
      default -> "'" + text.replace("'", "''") + "'::" + type.sqlName();
    };
  }

  private static String name(Resolved operator) {
    return OPERATORS.getOrDefault(operator.function().oid(), operator.function().name());
  }

  private String joined(List<BoundExpression> operands, String word) {
    return operands.stream().map(this::of).collect(Collectors.joining(word, "(", ")"));
  }

  private String list(List<BoundExpression> expressions) {
    return expressions.stream().map(this::of).collect(Collectors.joining(", "));
  }

  private String in(BoundExpression.InList in) {
    String values =
        in.values().stream()
            .map(v -> v instanceof BoundExpression.Constant c ? element(c) : of(v))
            .collect(Collectors.joining(","));
    DataType type = in.equality().argumentTypes().get(1);
    boolean constants = in.values().stream().allMatch(BoundExpression.Constant.class::isInstance);
    String array =
        constants
            ? "'{" + values + "}'::" + type.sqlName() + "[]"
            : "ARRAY[" + values.replace(",", ", ") + "]";
    return "("
        + argument(in.operand(), in.equality(), 0)
        + (in.negated() ? " <> ALL (" : " = ANY (")
        + array
        + "))";
  }

  private static String element(BoundExpression.Constant constant) {
    return constant.value() == null
        ? "NULL"
        : constant.type().print(constant.value(), TextFormat.DEFAULT).replace("'", "''");
  }

  private String choice(BoundExpression.Case choice) {
    StringBuilder out = new StringBuilder("CASE");
    for (BoundExpression.Case.Branch branch : choice.branches()) {
      out.append(" WHEN ").append(of(branch.condition()));
      out.append(" THEN ").append(of(branch.result()));
    }
    choice.otherwise().ifPresent(e -> out.append(" ELSE ").append(of(e)));
    return out.append(" END").toString();
  }
}
