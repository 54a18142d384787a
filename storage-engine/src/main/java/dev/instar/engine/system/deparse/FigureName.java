package dev.instar.engine.system.deparse;

import dev.instar.engine.sql.Expression;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.Optional;

/** What an expression is called that has no name: PostgreSQL's FigureColname. Stateless. */
public final class FigureName {
  private FigureName() {}

  /** Empty if nothing gives it a name. */
  public static Optional<String> of(Expression expression) {
    return switch (expression) {
      case Expression.ColumnReference column -> Optional.of(column.parts().getLast());
      case Expression.FunctionCall call -> Optional.of(call.name().name());
      case Expression.AtTimeZone at -> Optional.of("timezone");
      case Expression.Collate collate -> of(collate.operand());
      case Expression.FieldSelection field -> Optional.of(field.field());
      case Expression.Subscript subscript -> of(subscript.operand());
      case Expression.ArrayConstructor array -> Optional.of("array");
      case Expression.RowConstructor row -> Optional.of("row");
      case Expression.Cast cast ->
          of(cast.operand())
              .or(() -> Types.byName(cast.type().name().name()).map(DataType::name))
              .or(() -> Optional.of(cast.type().name().name()));
      case Expression.TypedLiteral literal ->
          Types.byName(literal.type().name().name()).map(DataType::name);
      case Expression.Case choice ->
          choice.otherwise().flatMap(FigureName::of).or(() -> Optional.of("case"));
      case Expression.Subquery subquery -> of(subquery);
      default -> Optional.empty();
    };
  }

  private static Optional<String> of(Expression.Subquery subquery) {
    return switch (subquery.kind()) {
      case EXISTS -> Optional.of("exists");
      case ARRAY -> Optional.of("array");
      case SCALAR ->
          subquery.query().body() instanceof dev.instar.engine.sql.QueryBody.Select select
              ? select
                  .targets()
                  .getFirst()
                  .alias()
                  .or(() -> of(select.targets().getFirst().expression()))
              : Optional.empty();
      case IN, ANY, ALL -> Optional.empty();
    };
  }
}
