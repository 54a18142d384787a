package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Expressions;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.migrator.schema.ServerFacts;
import dev.instar.migrator.schema.ServerFacts.Volatility;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an expression means for a plan: its columns, how volatile it is, what an index on it is
 * called.
 */
final class ExpressionFacts {
  /** Grammar, not functions of the catalog. */
  private static final Set<String> IMMUTABLE_GRAMMAR =
      Set.of("coalesce", "nullif", "greatest", "least", "xmlconcat", "collation for");

  private static final Set<String> STABLE_GRAMMAR =
      Set.of(
          "current_date",
          "current_time",
          "current_timestamp",
          "localtime",
          "localtimestamp",
          "current_user",
          "current_role",
          "session_user",
          "user",
          "current_catalog",
          "current_schema",
          "json_object",
          "json_array",
          "json_scalar",
          "json_serialize",
          "json");

  /** Stable within a transaction, but another value in the next: no two chunks would agree. */
  private static final Set<String> CLOCKS =
      Set.of(
          "now",
          "transaction_timestamp",
          "statement_timestamp",
          "current_date",
          "current_time",
          "current_timestamp",
          "localtime",
          "localtimestamp",
          "age",
          "txid_current",
          "pg_current_xact_id");

  /** As the grammar calls the types that {@code format_type} spells out. */
  private static final Map<String, String> INTERNAL_TYPE_NAMES =
      Map.ofEntries(
          Map.entry("smallint", "int2"),
          Map.entry("integer", "int4"),
          Map.entry("bigint", "int8"),
          Map.entry("real", "float4"),
          Map.entry("double precision", "float8"),
          Map.entry("boolean", "bool"),
          Map.entry("character", "bpchar"),
          Map.entry("character varying", "varchar"),
          Map.entry("bit varying", "varbit"),
          Map.entry("time without time zone", "time"),
          Map.entry("time with time zone", "timetz"),
          Map.entry("timestamp without time zone", "timestamp"),
          Map.entry("timestamp with time zone", "timestamptz"));

  private ExpressionFacts() {}

  /** The names of the columns it mentions, each once, in order. */
  static List<String> columns(Expression expression) {
    return Expressions.columns(expression).stream()
        .map(c -> c.parts().getLast())
        .distinct()
        .toList();
  }

  /** The most volatile of the functions it calls. One that nobody knows counts as volatile. */
  static Volatility volatility(Expression expression, ServerFacts facts) {
    Volatility most = Volatility.IMMUTABLE;
    for (QualifiedName function : Expressions.functions(expression)) {
      Volatility one = volatility(function, facts);
      most = one.compareTo(most) > 0 ? one : most;
    }
    return most;
  }

  /** Whether a function may do anything. One that nobody knows may. */
  static boolean isVolatile(QualifiedName function, ServerFacts facts) {
    return volatility(function, facts) == Volatility.VOLATILE;
  }

  /** How volatile a function is. One that nobody knows counts as volatile. */
  static Volatility volatility(QualifiedName function, ServerFacts facts) {
    if (function.schema().isEmpty() && IMMUTABLE_GRAMMAR.contains(function.name())) {
      return Volatility.IMMUTABLE;
    }
    if (function.schema().isEmpty() && STABLE_GRAMMAR.contains(function.name())) {
      return Volatility.STABLE;
    }
    return facts.function(Targets.words(function)).orElse(Volatility.VOLATILE);
  }

  /**
   * Why two transactions could compute different values from the same row; empty if they could not.
   * Stable functions of the server that depend on settings alone are fine: those are pinned.
   */
  static Optional<String> changesOverTime(Expression expression, ServerFacts facts) {
    for (QualifiedName function : Expressions.functions(expression)) {
      String name = Targets.words(function);
      if (CLOCKS.contains(function.name())) {
        return Optional.of(name + "() depends on when it is called");
      }
      if (volatility(function, facts) == Volatility.VOLATILE) {
        return Optional.of(name + "() is volatile");
      }
    }
    return Optional.empty();
  }

  /**
   * The name of an index column for an expression, after FigureColname in PostgreSQL's
   * parse_target.c.
   */
  static String indexColumn(Expression expression) {
    return named(expression).map(Named::name).orElse("expr");
  }

  /** A name, and whether it is only a type's or a CASE's, which a better one replaces. */
  private record Named(String name, boolean strong) {}

  private static Optional<Named> named(Expression expression) {
    return switch (expression) {
      case Expression.ColumnReference column ->
          Optional.of(new Named(column.parts().getLast(), true));
      case Expression.FieldSelection selection -> Optional.of(new Named(selection.field(), true));
      case Expression.Subscript subscript -> named(subscript.operand());
      case Expression.FunctionCall call -> Optional.of(new Named(call.name().name(), true));
      case Expression.AtTimeZone zone -> Optional.of(new Named("timezone", true));
      case Expression.Collate collate -> named(collate.operand());
      case Expression.ArrayConstructor array -> Optional.of(new Named("array", true));
      case Expression.RowConstructor row -> Optional.of(new Named("row", true));
      case Expression.Cast cast ->
          named(cast.operand())
              .filter(Named::strong)
              .or(() -> Optional.of(new Named(typeName(cast.type().name().name()), false)));
      case Expression.TypedLiteral literal ->
          Optional.of(new Named(typeName(literal.type().name().name()), false));
      case Expression.Case branches ->
          branches
              .otherwise()
              .flatMap(ExpressionFacts::named)
              .filter(Named::strong)
              .or(() -> Optional.of(new Named("case", false)));
      case Expression.Literal l -> Optional.empty();
      case Expression.Star s -> Optional.empty();
      case Expression.Parameter p -> Optional.empty();
      case Expression.NamedArgument a -> Optional.empty();
      case Expression.VariadicArgument a -> Optional.empty();
      case Expression.Unary u -> Optional.empty();
      case Expression.Binary b -> Optional.empty();
      case Expression.Is i -> Optional.empty();
      case Expression.Between b -> Optional.empty();
      case Expression.In i -> Optional.empty();
      case Expression.Quantified q -> Optional.empty();
      case Expression.Subquery s -> Optional.empty();
      case Expression.Default d -> Optional.empty();
    };
  }

  private static String typeName(String name) {
    return INTERNAL_TYPE_NAMES.getOrDefault(name, name).toLowerCase(Locale.ROOT);
  }

  /** Whether the expression is the constant NULL, under whatever type. */
  static boolean isNull(Expression expression) {
    Expression inner = expression;
    while (inner instanceof Expression.Cast cast) {
      inner = cast.operand();
    }
    return inner instanceof Expression.Literal literal
        && literal.kind() == Expression.Literal.Kind.NULL;
  }
}
