package dev.instar.engine.analysis;

import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Query;
import dev.instar.engine.sql.QueryBody;
import dev.instar.engine.sql.TypeName;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.Locale;
import java.util.Optional;

/**
 * What an expression is called that has no name: a column of a result, a key of an index.
 * PostgreSQL's {@code FigureColname}. Stateless.
 */
public final class FigureName {
  /** Of a column of a result that nothing gives a name. */
  static final String NONE = "?column?";

  private FigureName() {}

  /** A name, and whether a cast around it leaves it as it is. */
  private record Figured(String name, boolean strong) {}

  /** Empty if nothing gives it a name. */
  public static Optional<String> of(Expression expression) {
    return figure(expression).map(Figured::name);
  }

  private static Optional<Figured> strong(String name) {
    return Optional.of(new Figured(name, true));
  }

  private static Optional<Figured> figure(Expression expression) {
    return switch (expression) {
      case Expression.ColumnReference column -> strong(column.parts().getLast());
      case Expression.FieldSelection field -> strong(field.field());
      case Expression.Subscript subscript -> figure(subscript.operand());
      case Expression.FunctionCall call -> strong(call.name().name());
      case Expression.AtTimeZone at -> strong("timezone");
      case Expression.Collate collate -> figure(collate.operand());
      case Expression.ArrayConstructor array -> strong("array");
      case Expression.RowConstructor row -> strong("row");
      case Expression.Cast cast -> cast(figure(cast.operand()), cast.type());
      case Expression.TypedLiteral literal -> cast(Optional.empty(), literal.type());
      case Expression.Literal e -> Optional.empty();
      case Expression.Case choice -> {
        Optional<Figured> otherwise = choice.otherwise().flatMap(FigureName::figure);
        yield otherwise.filter(Figured::strong).isPresent()
            ? otherwise
            : Optional.of(new Figured("case", false));
      }
      case Expression.Subquery subquery ->
          switch (subquery.kind()) {
            case EXISTS, ARRAY -> strong(subquery.kind().name().toLowerCase(Locale.ROOT));
            case SCALAR -> strong(firstColumn(subquery.query()));
            case IN, ANY, ALL -> Optional.empty();
          };
      case Expression.Binary binary ->
          binary.operator().equals("OVERLAPS") ? strong("overlaps") : Optional.empty();
      case Expression.Star star ->
          star.qualifier().isEmpty() ? Optional.empty() : strong(star.qualifier().getLast());
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

  private static Optional<Figured> cast(Optional<Figured> operand, TypeName type) {
    return operand.filter(Figured::strong).isPresent()
        ? operand
        : Optional.of(new Figured(typeName(type), false));
  }

  /** As {@code pg_type} calls it, without brackets: {@code int4}. */
  private static String typeName(TypeName type) {
    String name = type.name().name();
    // The fields of an interval are part of its type's name here.
    return name.startsWith("interval ")
        ? "interval"
        : Types.byName(name).map(DataType::name).orElse(name);
  }

  private static String firstColumn(Query query) {
    return switch (query.body()) {
      case QueryBody.Select select ->
          select.targets().isEmpty()
              ? NONE
              : select
                  .targets()
                  .getFirst()
                  .alias()
                  .or(() -> of(select.targets().getFirst().expression()))
                  .orElse(NONE);
      case QueryBody.Values values -> "column1";
      case QueryBody.SetOperation operation -> firstColumn(operation.left());
    };
  }
}
