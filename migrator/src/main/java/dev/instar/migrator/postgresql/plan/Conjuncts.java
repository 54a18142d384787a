package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.sql.SqlSyntaxException;
import dev.instar.engine.sql.TypeName;
import dev.instar.migrator.schema.Column;
import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.Table;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The conditions that AND joins to one, each in a spelling that does not depend on who has written
 * it: a script or the server. A condition that cannot be spelled so is like no other, so that what
 * is said to follow does follow; the server may see more.
 */
final class Conjuncts {
  private final Table table;
  private final Set<String> spelled = new HashSet<>();
  private boolean all = true;

  private Conjuncts(Table table) {
    this.table = table;
  }

  /** Those of a condition on the columns of a table. */
  private static Conjuncts of(Table table, String condition) {
    Conjuncts conjuncts = new Conjuncts(table);
    try {
      conjuncts.add(SqlParser.parseExpression(condition).tree());
    } catch (SqlSyntaxException e) {
      conjuncts.all = false;
    }
    return conjuncts;
  }

  /**
   * Whether a table's valid CHECKs and NOT NULL columns say all of a condition, so that no row has
   * to be read for it.
   */
  static boolean follow(Table table, String condition) {
    Set<String> known = new HashSet<>();
    table.columns().stream()
        .filter(Column::notNull)
        .forEach(c -> known.add(c.name() + " IS NOT NULL"));
    table.constraints().stream()
        .filter(c -> c.type() == Constraint.Type.CHECK && c.validated() && c.enforced())
        .flatMap(c -> condition(c).stream())
        .forEach(c -> known.addAll(of(table, c).spelled));
    Conjuncts wanted = of(table, condition);
    return wanted.all && known.containsAll(wanted.spelled);
  }

  /** What a CHECK's definition has between its parentheses. */
  private static Optional<String> condition(Constraint check) {
    String definition = check.definition();
    int from = definition.indexOf('(');
    int to = definition.lastIndexOf(')');
    return from < 0 || to < from
        ? Optional.empty()
        : Optional.of(definition.substring(from + 1, to));
  }

  private void add(Expression condition) {
    if (condition instanceof Expression.Binary and && and.operator().equals("AND")) {
      add(and.left());
      add(and.right());
    } else if (condition instanceof Expression.Between between
        && !between.negated()
        && !between.symmetric()) {
      add(comparison(">=", between.operand(), between.low()));
      add(comparison("<=", between.operand(), between.high()));
    } else {
      add(spell(condition));
    }
  }

  private void add(Optional<String> spelling) {
    spelling.ifPresentOrElse(spelled::add, () -> all = false);
  }

  private Optional<String> spell(Expression condition) {
    return switch (condition) {
      case Expression.Is is -> column(is.operand()).map(c -> c + " IS " + is.test());
      case Expression.Binary binary ->
          comparison(binary.operator(), binary.left(), binary.right())
              .or(() -> comparison(turned(binary.operator()), binary.right(), binary.left()));
      case Expression.In in when !in.negated() -> oneOf(in.operand(), in.values());
      case Expression.Quantified any
          when !any.all()
              && any.operator().equals("=")
              && bare(any.array()) instanceof Expression.ArrayConstructor array ->
          oneOf(any.left(), array.elements());
      default -> Optional.empty();
    };
  }

  private Optional<String> oneOf(Expression operand, Iterable<Expression> values) {
    Optional<String> column = column(operand);
    Set<String> constants = new HashSet<>();
    for (Expression value : values) {
      Optional<String> constant = column.flatMap(c -> constant(c, value));
      if (constant.isEmpty()) {
        return Optional.empty();
      }
      constants.add(constant.get());
    }
    String list = constants.stream().sorted().collect(Collectors.joining(", "));
    return column.map(c -> constants.size() == 1 ? c + " = " + list : c + " IN " + list);
  }

  private Optional<String> comparison(String operator, Expression left, Expression right) {
    boolean known = Set.of("=", "<", "<=", ">", ">=", "<>").contains(operator);
    return column(left)
        .filter(c -> known)
        .flatMap(c -> constant(c, right).map(v -> c + " " + operator + " " + v));
  }

  private static String turned(String operator) {
    return switch (operator) {
      case "<" -> ">";
      case "<=" -> ">=";
      case ">" -> "<";
      case ">=" -> "<=";
      default -> operator;
    };
  }

  /** The server casts a varchar to text in order to compare it, which changes no value. */
  private static Optional<String> column(Expression expression) {
    Expression operand = expression;
    if (operand instanceof Expression.Cast cast && cast.type().name().name().equals("text")) {
      operand = cast.operand();
    }
    return operand instanceof Expression.ColumnReference column
        ? Optional.of(column.parts().getLast())
        : Optional.empty();
  }

  /** A constant of the column's own type: of another one it might be compared otherwise. */
  private Optional<String> constant(String column, Expression expression) {
    Expression operand = expression;
    while (operand instanceof Expression.Cast cast && isOf(column, cast.type())) {
      operand = cast.operand();
    }
    return switch (operand) {
      case Expression.Literal literal -> Optional.of(literal.text());
      case Expression.TypedLiteral literal when isOf(column, literal.type()) ->
          Optional.of(literal.text());
      default -> Optional.empty();
    };
  }

  private boolean isOf(String column, TypeName type) {
    String name = type.name().name();
    return type.arrayDimensions() == 0
        && table
            .column(column)
            .map(c -> c.type().name())
            .filter(t -> t.equals(name) || (t.equals("character varying") && name.equals("text")))
            .isPresent();
  }

  private static Expression bare(Expression expression) {
    Expression operand = expression;
    while (operand instanceof Expression.Cast cast) {
      operand = cast.operand();
    }
    return operand;
  }
}
