package dev.instar.engine.system.deparse;

import dev.instar.engine.function.Functions;
import dev.instar.engine.function.Resolved;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Literals;
import dev.instar.engine.sql.OrderKey;
import dev.instar.engine.sql.Window;
import dev.instar.engine.system.deparse.Parentheses.Place;
import dev.instar.engine.system.name.Names;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Calls of functions, and what looks like one. Of one thread. */
final class CallPrinter {
  /** Key words without parentheses. */
  private static final Set<String> VALUES =
      Set.of(
          "current_date",
          "current_time",
          "current_timestamp",
          "localtime",
          "localtimestamp",
          "current_user",
          "session_user",
          "current_role",
          "user",
          "current_catalog");

  private static final Set<String> WINDOW_ONLY =
      Set.of(
          "row_number",
          "rank",
          "dense_rank",
          "percent_rank",
          "cume_dist",
          "ntile",
          "lag",
          "lead",
          "first_value",
          "last_value",
          "nth_value");

  private final ExpressionPrinter printer;
  private final SqlText out;

  CallPrinter(ExpressionPrinter printer) {
    this.printer = printer;
    this.out = printer.out();
  }

  void print(Expression.FunctionCall call) {
    String name = call.name().name();
    if (VALUES.contains(name) && call.name().schema().isEmpty()) {
      value(call);
      return;
    }
    switch (name) {
      case "coalesce", "greatest", "least" -> ofOneType(call);
      case "nullif" -> nullif(call);
      case "extract" -> extract(call);
      case "btrim" -> trim(call, "BOTH");
      case "position" -> position(call);
      default -> plain(call);
    }
  }

  private void value(Expression.FunctionCall call) {
    out.add(call.name().name().toUpperCase(Locale.ROOT));
    if (!call.arguments().isEmpty()
        && call.arguments().getFirst() instanceof Expression.Literal digits) {
      out.add("(" + digits.text() + ")");
    }
  }

  private void ofOneType(Expression.FunctionCall call) {
    DataType type = printer.typing().type(call);
    out.add(call.name().name().toUpperCase(Locale.ROOT)).add("(");
    for (int i = 0; i < call.arguments().size(); i++) {
      out.add(i == 0 ? "" : ", ");
      printer.converted(call.arguments().get(i), type, call, Place.LIST);
    }
    out.add(")");
  }

  private void nullif(Expression.FunctionCall call) {
    Expression left = call.arguments().get(0);
    Expression right = call.arguments().get(1);
    Resolved equality =
        dev.instar.engine.function.Operators.resolve(
            "=", printer.typing().type(left), printer.typing().type(right));
    out.add("NULLIF(");
    printer.converted(left, equality.argumentTypes().get(0), call, Place.LIST);
    out.add(", ");
    printer.converted(right, equality.argumentTypes().get(1), call, Place.LIST);
    out.add(")");
  }

  private void extract(Expression.FunctionCall call) {
    out.add("EXTRACT(");
    if (call.arguments().getFirst() instanceof Expression.Literal field) {
      out.add(Literals.string(field.text()));
    }
    out.add(" FROM ");
    printer.print(call.arguments().get(1), Types.TEXT);
    out.add(")");
  }

  private void trim(Expression.FunctionCall call, String side) {
    out.add("TRIM(" + side);
    if (call.arguments().size() > 1) {
      out.add(" ");
      printer.converted(call.arguments().get(1), Types.TEXT, call, Place.SYNTAX);
    }
    out.add(" FROM ");
    printer.converted(call.arguments().get(0), Types.TEXT, call, Place.SYNTAX);
    out.add(")");
  }

  private void position(Expression.FunctionCall call) {
    // The grammar has them in the other order than the function.
    out.add("POSITION((");
    printer.converted(call.arguments().get(1), Types.TEXT, call, Place.LIST);
    out.add(") IN (");
    printer.converted(call.arguments().get(0), Types.TEXT, call, Place.LIST);
    out.add("))");
  }

  private void plain(Expression.FunctionCall call) {
    out.add(Names.quoted(call.name().name())).add("(");
    if (call.distinct()) {
      out.add("DISTINCT ");
    }
    arguments(call);
    if (!call.orderBy().isEmpty()) {
      out.add(" ORDER BY ");
      order(call.orderBy());
    }
    out.add(")");
    call.filter()
        .ifPresent(
            filter -> {
              out.add(" FILTER (WHERE ");
              printer.print(filter, Types.BOOLEAN);
              out.add(")");
            });
    call.over().ifPresent(this::window);
  }

  private void arguments(Expression.FunctionCall call) {
    List<Expression> arguments = call.arguments();
    if (call.isOfRows()) {
      out.add("*");
      return;
    }
    List<DataType> types = parameters(call);
    for (int i = 0; i < arguments.size(); i++) {
      out.add(i == 0 ? "" : ", ");
      printer.converted(arguments.get(i), types.get(i), call, Place.LIST);
    }
  }

  /** What each argument becomes. */
  private List<DataType> parameters(Expression.FunctionCall call) {
    List<DataType> given = new ArrayList<>();
    for (Expression argument : call.arguments()) {
      given.add(printer.typing().type(argument));
    }
    if (WINDOW_ONLY.contains(call.name().name()) || given.isEmpty()) {
      return given.stream().map(t -> t.name().equals("unknown") ? Types.TEXT : t).toList();
    }
    Resolved resolved = Functions.resolve(call.name().name(), given);
    List<DataType> types = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      types.add(resolved.casts().get(i).target());
    }
    return types;
  }

  private void window(Window window) {
    out.add(" OVER ");
    if (window.reference()) {
      out.add(window.base().map(Names::quoted).orElse(""));
      return;
    }
    out.add("(");
    String separator = "";
    if (window.base().isPresent()) {
      out.add(Names.quoted(window.base().get()));
      separator = " ";
    }
    if (!window.partitionBy().isEmpty()) {
      out.add(separator).add("PARTITION BY ");
      separator = " ";
      for (int i = 0; i < window.partitionBy().size(); i++) {
        out.add(i == 0 ? "" : ", ");
        printer.print(window.partitionBy().get(i), Types.TEXT);
      }
    }
    if (!window.orderBy().isEmpty()) {
      out.add(separator).add("ORDER BY ");
      order(window.orderBy());
    }
    out.add(")");
  }

  /** The keys of an order, with what is not the default. */
  void order(List<OrderKey> keys) {
    for (int i = 0; i < keys.size(); i++) {
      OrderKey key = keys.get(i);
      out.add(i == 0 ? "" : ", ");
      Expression expression = key.expression();
      boolean simple =
          expression instanceof Expression.ColumnReference
              || expression instanceof Expression.FunctionCall
              || expression instanceof Expression.Literal;
      boolean parentheses = printer.pretty() && !simple;
      out.add(parentheses ? "(" : "");
      printer.print(expression, Types.TEXT);
      out.add(parentheses ? ")" : "");
      out.add(direction(key));
    }
  }

  static String direction(OrderKey key) {
    String nulls =
        switch (key.nulls()) {
          case FIRST -> key.descending() ? "" : " NULLS FIRST";
          case LAST -> key.descending() ? " NULLS LAST" : "";
          default -> "";
        };
    return (key.descending() ? " DESC" : "") + nulls;
  }
}
