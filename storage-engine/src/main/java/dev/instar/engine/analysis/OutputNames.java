package dev.instar.engine.analysis;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Query;
import dev.instar.engine.sql.QueryBody;
import dev.instar.engine.sql.Target;
import dev.instar.engine.sql.TypeName;
import dev.instar.engine.type.DataType;
import java.util.Locale;
import java.util.Optional;

/** What a column of a result is called that has no alias. PostgreSQL's {@code FigureColname}. */
final class OutputNames {
  static final String NONE = "?column?";

  private OutputNames() {}

  /** A name, and whether a cast around it leaves it as it is. */
  private record Figured(String name, boolean strong) {}

  static String of(Target target, Analysis analysis) {
    return target.alias().orElseGet(() -> of(target.expression(), analysis));
  }

  static String of(Expression expression, Analysis analysis) {
    return figure(expression, analysis).map(Figured::name).orElse(NONE);
  }

  private static Optional<Figured> strong(String name) {
    return Optional.of(new Figured(name, true));
  }

  private static Optional<Figured> figure(Expression expression, Analysis analysis) {
    return switch (expression) {
      case Expression.ColumnReference column -> strong(column.parts().getLast());
      case Expression.FieldSelection field -> strong(field.field());
      case Expression.Subscript subscript -> figure(subscript.operand(), analysis);
      case Expression.FunctionCall call -> strong(call.name().name());
      case Expression.AtTimeZone at -> strong("timezone");
      case Expression.Collate collate -> figure(collate.operand(), analysis);
      case Expression.ArrayConstructor array -> strong("array");
      case Expression.RowConstructor row -> strong("row");
      case Expression.Cast cast -> cast(figure(cast.operand(), analysis), cast.type(), analysis);
      case Expression.TypedLiteral literal -> cast(Optional.empty(), literal.type(), analysis);
      case Expression.Literal e -> Optional.empty();
      case Expression.Case choice -> {
        Optional<Figured> otherwise = choice.otherwise().flatMap(e -> figure(e, analysis));
        yield otherwise.filter(Figured::strong).isPresent()
            ? otherwise
            : Optional.of(new Figured("case", false));
      }
      case Expression.Subquery subquery ->
          switch (subquery.kind()) {
            case EXISTS, ARRAY -> strong(subquery.kind().name().toLowerCase(Locale.ROOT));
            case SCALAR -> strong(firstColumn(subquery.query(), analysis));
            case IN, ANY, ALL -> Optional.empty();
          };
      case Expression.Binary binary ->
          binary.operator().equals("OVERLAPS") ? strong("overlaps") : Optional.empty();
      case Expression.Star e -> Optional.empty();
      case Expression.Parameter e -> Optional.empty();
      case Expression.NamedArgument e -> Optional.empty();
      case Expression.VariadicArgument e -> Optional.empty();
      case Expression.Unary e -> Optional.empty();
      case Expression.Is e -> Optional.empty();
      case Expression.Between e -> Optional.empty();
      case Expression.In e -> Optional.empty();
      case Expression.Quantified e -> Optional.empty();
      case Expression.Default e -> Optional.empty();
    };
  }

  private static Optional<Figured> cast(
      Optional<Figured> operand, TypeName type, Analysis analysis) {
    if (operand.filter(Figured::strong).isPresent()) {
      return operand;
    }
    return Optional.of(new Figured(typeName(type, analysis), false));
  }

  /** As {@code pg_type} calls it, without brackets: {@code int4}. */
  private static String typeName(TypeName name, Analysis analysis) {
    try {
      DataType type =
          TypeNames.resolve(
                  new TypeName(name.name(), name.modifiers(), 0, name.text(), name.position()),
                  analysis.context())
              .type();
      return type.name();
    } catch (SqlException unknown) {
      return name.name().name();
    }
  }

  private static String firstColumn(Query query, Analysis analysis) {
    return switch (query.body()) {
      case QueryBody.Select select ->
          select.targets().isEmpty() ? NONE : of(select.targets().getFirst(), analysis);
      case QueryBody.Values values -> "column1";
      case QueryBody.SetOperation operation -> firstColumn(operation.left(), analysis);
    };
  }
}
