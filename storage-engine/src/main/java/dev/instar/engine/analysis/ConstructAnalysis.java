package dev.instar.engine.analysis;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Cast;
import dev.instar.engine.function.Collation;
import dev.instar.engine.function.Resolved;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Position;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** CASE, COALESCE and their kind, arrays, rows, subscripts and fields. Of one thread. */
final class ConstructAnalysis {
  private final ExpressionAnalyzer expressions;

  ConstructAnalysis(ExpressionAnalyzer expressions) {
    this.expressions = expressions;
  }

  private Coercion coercion() {
    return expressions.coercion();
  }

  BoundExpression choice(Expression.Case choice) {
    List<BoundExpression> conditions = new ArrayList<>();
    List<BoundExpression> results = new ArrayList<>();
    List<Position> positions = new ArrayList<>();
    for (Expression.When when : choice.branches()) {
      conditions.add(
          choice.operand().isPresent()
              ? expressions.condition(
                  new Expression.Binary(
                      "=",
                      choice.operand().get(),
                      when.condition(),
                      ExpressionAnalyzer.start(when.condition())),
                  "CASE/WHEN")
              : expressions.condition(when.condition(), "CASE/WHEN"));
      results.add(expressions.analyze(when.result()));
      positions.add(ExpressionAnalyzer.start(when.result()));
    }
    // ELSE has the first word about the type, as in PostgreSQL.
    List<DataType> types = new ArrayList<>();
    Optional<BoundExpression> otherwise = choice.otherwise().map(expressions::analyze);
    otherwise.ifPresent(e -> types.add(e.type()));
    types.addAll(Coercion.types(results));
    Position differs = positionOfMismatch(types, choice, positions);
    DataType type = coercion().common("CASE", types, differs);
    List<BoundExpression.Case.Branch> branches = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      branches.add(
          new BoundExpression.Case.Branch(
              conditions.get(i), coercion().implicit(results.get(i), type, positions.get(i))));
    }
    return expressions
        .collations()
        .checked(
            new BoundExpression.Case(
                branches,
                otherwise.map(
                    e ->
                        coercion()
                            .implicit(e, type, ExpressionAnalyzer.start(choice.otherwise().get()))),
                type));
  }

  private static Position positionOfMismatch(
      List<DataType> types, Expression.Case choice, List<Position> results) {
    List<Position> all = new ArrayList<>();
    choice.otherwise().ifPresent(e -> all.add(ExpressionAnalyzer.start(e)));
    all.addAll(results);
    return firstOther(types, all);
  }

  /** The first whose category is another than that of those before it. */
  static Position firstOther(List<DataType> types, List<Position> positions) {
    DataType first = null;
    for (int i = 0; i < types.size(); i++) {
      DataType type = types.get(i);
      if (Coercion.isUnknown(type)) {
        continue;
      }
      if (first == null) {
        first = type;
      } else if (type.category() != first.category()) {
        return positions.get(i);
      }
    }
    return positions.getFirst();
  }

  private List<Position> starts(List<Expression> list) {
    return list.stream().map(ExpressionAnalyzer::start).toList();
  }

  /** Several as the type that they have in common. */
  private List<BoundExpression> common(String construct, List<Expression> list) {
    List<BoundExpression> values = expressions.all(list);
    List<DataType> types = Coercion.types(values);
    List<Position> positions = starts(list);
    DataType type = coercion().common(construct, types, firstOther(types, positions));
    List<BoundExpression> converted = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      converted.add(coercion().implicit(values.get(i), type, positions.get(i)));
    }
    return converted;
  }

  /** COALESCE, GREATEST, LEAST. */
  BoundExpression several(Expression.FunctionCall call) {
    String construct = call.name().name().toUpperCase(Locale.ROOT);
    List<BoundExpression> values = common(construct, call.arguments());
    DataType type = values.getFirst().type();
    Collation collation = expressions.collations().input(values);
    return construct.equals("COALESCE")
        ? new BoundExpression.Coalesce(values, type)
        : new BoundExpression.Extreme(values, construct.equals("GREATEST"), type, collation);
  }

  BoundExpression nullIf(Expression.FunctionCall call) {
    OperatorAnalysis.Operand left = expressions.operators().operand(call.arguments().get(0));
    OperatorAnalysis.Operand right = expressions.operators().operand(call.arguments().get(1));
    Resolved equality =
        expressions
            .operators()
            .resolve("=", left.value().type(), right.value().type(), call.position());
    Coercion.Arguments both =
        coercion()
            .arguments(
                equality,
                List.of(left.value(), right.value()),
                List.of(left.position(), right.position()));
    return new BoundExpression.NullIf(
        both.values().get(0),
        both.values().get(1),
        both.function(),
        expressions.collations().input(both.values()));
  }

  /**
   * ARRAY[…].
   *
   * @param wanted the array type it is cast to at once, whose elements its own are cast to
   */
  BoundExpression array(Expression.ArrayConstructor array, Optional<DataType> wanted) {
    if (wanted.isPresent()) {
      return arrayOf(array, wanted.get());
    }
    if (array.elements().isEmpty()) {
      throw expressions
          .analysis()
          .error(
              SqlState.INDETERMINATE_DATATYPE,
              "cannot determine type of empty array",
              array.position())
          .with(
              SqlException.Field.HINT,
              "Explicitly cast to the desired type, for example ARRAY[]::integer[].");
    }
    List<BoundExpression> values = common("ARRAY", array.elements());
    DataType element = values.getFirst().type();
    boolean nested = element.element().isPresent();
    DataType type = nested ? element : TypeNames.arrayOf(element, expressions.analysis().context());
    return expressions.collations().checked(new BoundExpression.ArrayOf(values, type, nested));
  }

  private BoundExpression arrayOf(Expression.ArrayConstructor array, DataType type) {
    DataType element = type.element().orElseThrow();
    List<BoundExpression> values = new ArrayList<>();
    boolean nested = false;
    for (Expression item : array.elements()) {
      if (item instanceof Expression.ArrayConstructor inner) {
        nested = true;
        values.add(arrayOf(inner, type));
        continue;
      }
      BoundExpression value = expressions.analyze(item);
      boolean isArray = value.type().element().isPresent();
      nested |= isArray;
      values.add(
          coercion()
              .convert(
                  value,
                  isArray ? type : element,
                  -1,
                  Cast.Context.EXPLICIT,
                  ExpressionAnalyzer.start(item))
              .orElseThrow(
                  () ->
                      expressions
                          .analysis()
                          .error(
                              SqlState.CANNOT_COERCE,
                              "cannot cast type "
                                  + value.type().sqlName()
                                  + " to "
                                  + element.sqlName(),
                              ExpressionAnalyzer.start(item))));
    }
    return expressions.collations().checked(new BoundExpression.ArrayOf(values, type, nested));
  }

  BoundExpression row(Expression.RowConstructor row) {
    List<BoundExpression> fields = new ArrayList<>(row.elements().size());
    for (Expression element : row.elements()) {
      if (element instanceof Expression.Star star) {
        for (ScopeEntry.ScopeColumn column : new StarExpansion(expressions).columns(star)) {
          fields.add(column.value());
        }
      } else {
        fields.add(expressions.settled(element));
      }
    }
    return new BoundExpression.RowOf(fields);
  }

  BoundExpression subscript(Expression.Subscript outermost) {
    List<Expression.Subscript> all = new ArrayList<>();
    Expression operand = outermost;
    while (operand instanceof Expression.Subscript subscript) {
      all.addFirst(subscript);
      operand = subscript.operand();
    }
    BoundExpression array = expressions.analyze(operand);
    if (array.type().oid() == Types.JSONB.oid()) {
      return jsonElement(operand, all);
    }
    DataType arrayType = array.type();
    DataType element =
        arrayType
            .element()
            .orElseThrow(
                () ->
                    expressions
                        .analysis()
                        .error(
                            SqlState.DATATYPE_MISMATCH,
                            "cannot subscript type "
                                + arrayType.sqlName()
                                + " because it does not support subscripting",
                            ExpressionAnalyzer.start(outermost)));
    boolean slice = all.stream().anyMatch(subscript -> subscript.high().isPresent());
    List<BoundExpression.Subscript.Index> indexes = new ArrayList<>(all.size());
    for (Expression.Subscript subscript : all) {
      Optional<BoundExpression> low = subscript.low().map(this::index);
      // A plain index among slices is a slice from 1 on.
      boolean upper = slice && subscript.high().isEmpty();
      indexes.add(
          upper
              ? new BoundExpression.Subscript.Index(
                  Optional.of(new BoundExpression.Constant(1, Types.INTEGER, -1)), low)
              : new BoundExpression.Subscript.Index(low, subscript.high().map(this::index)));
    }
    return new BoundExpression.Subscript(array, indexes, slice, slice ? arrayType : element);
  }

  private BoundExpression index(Expression expression) {
    Position position = ExpressionAnalyzer.start(expression);
    BoundExpression index = expressions.analyze(expression);
    return coercion()
        .convert(index, Types.INTEGER, -1, Cast.Context.ASSIGNMENT, position)
        .orElseThrow(
            () ->
                expressions
                    .analysis()
                    .error(
                        SqlState.DATATYPE_MISMATCH,
                        "array subscript must have type integer",
                        position));
  }

  /** {@code jsonb['key']} is what {@code ->} gives. */
  private BoundExpression jsonElement(Expression operand, List<Expression.Subscript> all) {
    Expression result = operand;
    for (Expression.Subscript subscript : all) {
      if (subscript.high().isPresent()) {
        throw expressions
            .analysis()
            .error(
                SqlState.DATATYPE_MISMATCH,
                "jsonb subscript does not support slices",
                subscript.position());
      }
      result =
          new Expression.Binary("->", result, subscript.low().orElseThrow(), subscript.position());
    }
    return expressions.analyze(result);
  }

  BoundExpression field(Expression.FieldSelection selection) {
    BoundExpression row = expressions.analyze(selection.operand());
    List<String> names =
        switch (row) {
          case BoundExpression.WholeRow whole -> whole.names();
          default -> row.type() instanceof RowType type ? type.names() : List.of();
        };
    int field = names.indexOf(selection.field());
    if (row.type().oid() != Types.RECORD.oid()) {
      throw expressions
          .analysis()
          .error(
              SqlState.WRONG_OBJECT_TYPE,
              "column notation ."
                  + selection.field()
                  + " applied to type "
                  + row.type().sqlName()
                  + ", which is not a composite type",
              ExpressionAnalyzer.start(selection.operand()));
    }
    if (field < 0) {
      throw expressions
          .analysis()
          .error(
              SqlState.UNDEFINED_COLUMN,
              "could not identify column \"" + selection.field() + "\" in record data type",
              ExpressionAnalyzer.start(selection.operand()));
    }
    if (row instanceof BoundExpression.WholeRow whole) {
      return whole.fields().get(field);
    }
    return new BoundExpression.Field(row, field, ((RowType) row.type()).types().get(field));
  }
}
