package dev.instar.engine.function;

import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Expression.ArrayConstructor;
import dev.instar.engine.sql.Expression.AtTimeZone;
import dev.instar.engine.sql.Expression.Between;
import dev.instar.engine.sql.Expression.Binary;
import dev.instar.engine.sql.Expression.Case;
import dev.instar.engine.sql.Expression.FunctionCall;
import dev.instar.engine.sql.Expression.In;
import dev.instar.engine.sql.Expression.Is;
import dev.instar.engine.sql.Expression.Literal;
import dev.instar.engine.sql.Expression.Quantified;
import dev.instar.engine.sql.Expression.RowConstructor;
import dev.instar.engine.sql.Expression.Subscript;
import dev.instar.engine.sql.Expression.TypedLiteral;
import dev.instar.engine.sql.Expression.Unary;
import dev.instar.engine.sql.Expression.VariadicArgument;
import dev.instar.engine.sql.Literals;
import dev.instar.engine.sql.TypeName;
import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.IntervalModifiers;
import dev.instar.engine.type.Numeric;
import dev.instar.engine.type.RowValue;
import dev.instar.engine.type.TypeModifiers;
import dev.instar.engine.type.Types;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Evaluates an expression without columns, by nothing but the rooms' public methods: what the
 * executor will do, with no thought of speed.
 */
final class ExpressionEvaluator {
  private static final Map<String, String> KEYWORD_OPERATORS =
      Map.of(
          "LIKE",
          "~~",
          "NOT LIKE",
          "!~~",
          "ILIKE",
          "~~*",
          "NOT ILIKE",
          "!~~*",
          "SIMILAR TO",
          "~",
          "NOT SIMILAR TO",
          "!~");

  private final SessionFunctions session;

  ExpressionEvaluator(SessionFunctions session) {
    this.session = session;
  }

  TypedValue evaluate(Expression expression) {
    return switch (expression) {
      case Literal literal -> literal(literal);
      case TypedLiteral literal ->
          cast(new TypedValue(Types.UNKNOWN, Literals.string(literal.text())), literal.type());
      case FunctionCall call -> call(call);
      case Unary unary -> unary(unary);
      case Binary binary -> binary(binary);
      case Is is -> is(is);
      case Between between -> between(between);
      case In in -> in(in);
      case Quantified quantified -> quantified(quantified);
      case Expression.Cast cast -> cast(evaluate(cast.operand()), cast.type());
      case Expression.Collate collate -> evaluate(collate.operand());
      case AtTimeZone at ->
          function("timezone", List.of(evaluate(at.zone()), evaluate(at.operand())), false);
      case Case choice -> choice(choice);
      case ArrayConstructor array -> array(array);
      case RowConstructor row -> row(row);
      case Subscript subscript -> subscript(subscript);
      default -> throw new IllegalArgumentException(expression.getClass().getSimpleName());
    };
  }

  private TypedValue literal(Literal literal) {
    return switch (literal.kind()) {
      case NULL -> new TypedValue(Types.UNKNOWN, null);
      case BOOLEAN -> new TypedValue(Types.BOOLEAN, literal.text().equalsIgnoreCase("true"));
      case STRING -> new TypedValue(Types.UNKNOWN, Literals.string(literal.text()));
      case NUMBER -> number(literal.text());
      case BIT_STRING -> throw new IllegalArgumentException("bit string");
    };
  }

  private static TypedValue number(String text) {
    if (!Literals.isInteger(text)) {
      return new TypedValue(
          Types.NUMERIC, Types.NUMERIC.parse(text, dev.instar.engine.type.TextFormat.DEFAULT));
    }
    BigInteger value = Literals.integer(text);
    return value.bitLength() < 32
        ? new TypedValue(Types.INTEGER, value.intValue())
        : value.bitLength() < 64
            ? new TypedValue(Types.BIGINT, value.longValue())
            : new TypedValue(Types.NUMERIC, Numeric.of(value));
  }

  private TypedValue apply(Resolved resolved, List<TypedValue> arguments) {
    Object[] values = arguments.stream().map(TypedValue::value).toArray();
    return new TypedValue(
        resolved.result(), resolved.call(values, resolved.context(session, Collation.DEFAULT)));
  }

  private static List<DataType> types(List<TypedValue> values) {
    return values.stream().map(TypedValue::type).toList();
  }

  private TypedValue function(String name, List<TypedValue> arguments, boolean spread) {
    if (arguments.size() == 1 && !Functions.exists(name) && Types.byName(name).isPresent()) {
      DataType to = Types.byName(name).orElseThrow();
      return converted(arguments.getFirst(), to, Casts.explicit(arguments.getFirst().type(), to));
    }
    return apply(Functions.resolve(name, types(arguments), spread), arguments);
  }

  private TypedValue operator(String symbol, TypedValue left, TypedValue right) {
    return left == null
        ? apply(Operators.resolve(symbol, null, right.type()), List.of(right))
        : apply(Operators.resolve(symbol, left.type(), right.type()), List.of(left, right));
  }

  private TypedValue converted(TypedValue value, DataType to, Cast cast) {
    return new TypedValue(to, cast.apply(value.value(), session));
  }

  private TypedValue common(TypedValue value, DataType to) {
    return converted(value, to, Casts.find(value.type(), to, Cast.Context.IMPLICIT).orElseThrow());
  }

  private TypedValue call(FunctionCall call) {
    String name = call.name().name();
    List<TypedValue> arguments = new ArrayList<>();
    boolean spread = false;
    for (Expression argument : call.arguments()) {
      spread |= argument instanceof VariadicArgument;
      arguments.add(evaluate(argument instanceof VariadicArgument v ? v.array() : argument));
    }
    return switch (name) {
      case "coalesce", "greatest", "least" -> several(name, arguments);
      case "nullif" -> {
        TypedValue same = operator("=", arguments.get(0), arguments.get(1));
        DataType type = arguments.get(0).type();
        TypedValue first =
            type == Types.UNKNOWN ? common(arguments.get(0), Types.TEXT) : arguments.get(0);
        yield Boolean.TRUE.equals(same.value()) ? new TypedValue(first.type(), null) : first;
      }
      default -> function(name, arguments, spread);
    };
  }

  private TypedValue several(String name, List<TypedValue> arguments) {
    DataType type = CommonType.of(name.toUpperCase(java.util.Locale.ROOT), types(arguments));
    TypedValue best = new TypedValue(type, null);
    for (TypedValue argument : arguments) {
      TypedValue value = common(argument, type);
      if (value.value() == null) {
        continue;
      }
      if (name.equals("coalesce")) {
        return value;
      }
      int order = best.value() == null ? 0 : type.compare(value.value(), best.value());
      if (best.value() == null || (name.equals("greatest") ? order > 0 : order < 0)) {
        best = value;
      }
    }
    return best;
  }

  private TypedValue bool(Expression expression) {
    return common(evaluate(expression), Types.BOOLEAN);
  }

  private static TypedValue bool(Boolean value) {
    return new TypedValue(Types.BOOLEAN, value);
  }

  private static Boolean not(Object value) {
    return value == null ? null : !(Boolean) value;
  }

  private TypedValue unary(Unary unary) {
    return unary.operator().equals("NOT")
        ? bool(not(bool(unary.operand()).value()))
        : operator(unary.operator(), null, evaluate(unary.operand()));
  }

  private TypedValue binary(Binary binary) {
    return switch (binary.operator()) {
      case "AND" -> bool(and(bool(binary.left()).value(), bool(binary.right()).value()));
      case "OR" ->
          bool(not(and(not(bool(binary.left()).value()), not(bool(binary.right()).value()))));
      case "IS DISTINCT FROM" -> bool(distinct(binary));
      case "IS NOT DISTINCT FROM" -> bool(not(distinct(binary)));
      case "OVERLAPS" -> {
        List<TypedValue> ends = new ArrayList<>();
        ((RowConstructor) binary.left()).elements().forEach(e -> ends.add(evaluate(e)));
        ((RowConstructor) binary.right()).elements().forEach(e -> ends.add(evaluate(e)));
        yield function("overlaps", ends, false);
      }
      case "SIMILAR TO", "NOT SIMILAR TO" -> {
        TypedValue pattern = evaluate(binary.right());
        boolean escaped =
            binary.right() instanceof FunctionCall call
                && call.name().name().equals("similar_to_escape");
        yield operator(
            KEYWORD_OPERATORS.get(binary.operator()),
            evaluate(binary.left()),
            escaped ? pattern : function("similar_to_escape", List.of(pattern), false));
      }
      default ->
          operator(
              KEYWORD_OPERATORS.getOrDefault(binary.operator(), binary.operator()),
              evaluate(binary.left()),
              evaluate(binary.right()));
    };
  }

  private static Boolean and(Object left, Object right) {
    if (Boolean.FALSE.equals(left) || Boolean.FALSE.equals(right)) {
      return false;
    }
    return (left == null || right == null) ? null : true;
  }

  private Boolean distinct(Binary binary) {
    TypedValue left = evaluate(binary.left());
    TypedValue right = evaluate(binary.right());
    if (left.value() == null || right.value() == null) {
      return (left.value() == null) != (right.value() == null);
    }
    return not(operator("=", left, right).value());
  }

  private TypedValue is(Is is) {
    TypedValue value = evaluate(is.operand());
    boolean negated = is.test().startsWith("NOT ");
    boolean holds =
        switch (negated ? is.test().substring(4) : is.test()) {
          case "NULL" -> value.value() == null;
          case "UNKNOWN" -> common(value, Types.BOOLEAN).value() == null;
          case "TRUE" -> Boolean.TRUE.equals(common(value, Types.BOOLEAN).value());
          case "FALSE" -> Boolean.FALSE.equals(common(value, Types.BOOLEAN).value());
          default -> throw new IllegalArgumentException(is.test());
        };
    return bool(negated != holds);
  }

  private TypedValue between(Between between) {
    TypedValue value = evaluate(between.operand());
    TypedValue low = evaluate(between.low());
    TypedValue high = evaluate(between.high());
    Boolean inside = and(operator(">=", value, low).value(), operator("<=", value, high).value());
    if (between.symmetric()) {
      Boolean other = and(operator(">=", value, high).value(), operator("<=", value, low).value());
      inside = not(and(not(inside), not(other)));
    }
    return bool(between.negated() ? not(inside) : inside);
  }

  private TypedValue in(In in) {
    TypedValue value = evaluate(in.operand());
    List<TypedValue> values = in.values().stream().map(this::evaluate).toList();
    List<DataType> all = new ArrayList<>(types(values));
    all.add(0, value.type());
    DataType type = CommonType.find(all).orElse(null);
    Boolean none = true;
    for (TypedValue candidate : values) {
      TypedValue same =
          type == null
              ? operator("=", value, candidate)
              : operator("=", common(value, type), common(candidate, type));
      none = and(none, not(same.value()));
    }
    return bool(in.negated() ? none : not(none));
  }

  private TypedValue quantified(Quantified quantified) {
    TypedValue left = evaluate(quantified.left());
    TypedValue array = evaluate(quantified.array());
    if (array.type() == Types.UNKNOWN) {
      array = common(array, Types.arrayOf(left.type()).orElseThrow());
    }
    DataType element = array.type().element().orElseThrow();
    String symbol = KEYWORD_OPERATORS.getOrDefault(quantified.operator(), quantified.operator());
    Operators.resolve(symbol, left.type(), element);
    if (array.value() == null) {
      return bool((Boolean) null);
    }
    Boolean all = true;
    for (Object item : ((ArrayValue) array.value()).elements()) {
      Object holds = operator(symbol, left, new TypedValue(element, item)).value();
      all = and(all, quantified.all() ? holds : not(holds));
    }
    return bool(quantified.all() ? all : not(all));
  }

  private TypedValue cast(TypedValue value, TypeName name) {
    String plain = name.name().name();
    boolean interval = plain.startsWith("interval ");
    DataType scalar =
        Types.byName(interval ? "interval" : plain)
            .orElseThrow(() -> new IllegalArgumentException(plain));
    DataType to = name.arrayDimensions() > 0 ? Types.arrayOf(scalar).orElseThrow() : scalar;
    List<Integer> modifiers = name.modifiers().stream().map(Integer::valueOf).toList();
    if (plain.equals("character") && modifiers.isEmpty()) {
      modifiers = List.of(1);
    }
    int modifier =
        interval
            ? IntervalModifiers.of(
                plain.substring(9), modifiers.isEmpty() ? -1 : modifiers.getFirst())
            : TypeModifiers.encode(to, modifiers);
    TypedValue converted = converted(value, to, Casts.explicit(value.type(), to));
    return new TypedValue(to, TypeModifiers.apply(to, converted.value(), modifier, true));
  }

  private TypedValue choice(Case choice) {
    List<TypedValue> results = new ArrayList<>();
    choice.otherwise().ifPresent(e -> results.add(evaluate(e)));
    int chosen = choice.otherwise().isPresent() ? 0 : -1;
    boolean found = false;
    for (Expression.When when : choice.branches()) {
      Object holds =
          choice.operand().isPresent()
              ? operator("=", evaluate(choice.operand().get()), evaluate(when.condition())).value()
              : bool(when.condition()).value();
      results.add(evaluate(when.result()));
      if (!found && Boolean.TRUE.equals(holds)) {
        found = true;
        chosen = results.size() - 1;
      }
    }
    DataType type = CommonType.of("CASE", types(results));
    return chosen < 0 ? new TypedValue(type, null) : common(results.get(chosen), type);
  }

  private TypedValue array(ArrayConstructor array) {
    List<TypedValue> values = array.elements().stream().map(this::evaluate).toList();
    DataType type = CommonType.of("ARRAY", types(values));
    if (type.element().isPresent()) {
      List<Object> flat = new ArrayList<>();
      ArrayValue first = (ArrayValue) values.getFirst().value();
      values.forEach(v -> flat.addAll(((ArrayValue) common(v, type).value()).elements()));
      int[] lengths = new int[first.dimensions() + 1];
      int[] lower = new int[lengths.length];
      java.util.Arrays.fill(lower, 1);
      lengths[0] = values.size();
      for (int i = 0; i < first.dimensions(); i++) {
        lengths[i + 1] = first.length(i);
      }
      return new TypedValue(type, new ArrayValue(lengths, lower, flat.toArray()));
    }
    return new TypedValue(
        Types.arrayOf(type).orElseThrow(),
        ArrayValue.of(values.stream().map(v -> common(v, type).value()).toArray()));
  }

  private TypedValue row(RowConstructor row) {
    List<TypedValue> values =
        row.elements().stream()
            .map(this::evaluate)
            .map(v -> v.type() == Types.UNKNOWN ? common(v, Types.TEXT) : v)
            .toList();
    return new TypedValue(
        Types.RECORD,
        new RowValue(types(values), values.stream().map(TypedValue::value).toArray()));
  }

  private TypedValue subscript(Subscript subscript) {
    List<Subscript> all = new ArrayList<>();
    Expression operand = subscript;
    while (operand instanceof Subscript s) {
      all.addFirst(s);
      operand = s.operand();
    }
    TypedValue array = evaluate(operand);
    boolean slice = all.stream().anyMatch(s -> s.high().isPresent());
    DataType result = slice ? array.type() : array.type().element().orElseThrow();
    if (array.value() == null) {
      return new TypedValue(result, null);
    }
    int[][] bounds = new int[all.size()][];
    for (int i = 0; i < bounds.length; i++) {
      int low = (Integer) evaluate(all.get(i).low().orElseThrow()).value();
      bounds[i] =
          slice && all.get(i).high().isEmpty()
              ? new int[] {1, low}
              : new int[] {low, slice ? (Integer) evaluate(all.get(i).high().get()).value() : low};
    }
    ArrayValue value = (ArrayValue) array.value();
    return new TypedValue(
        result,
        slice
            ? ArraySlices.slice(value, bounds)
            : ArraySlices.element(
                value, java.util.Arrays.stream(bounds).mapToInt(b -> b[0]).toArray()));
  }
}
