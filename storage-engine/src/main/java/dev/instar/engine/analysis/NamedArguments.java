package dev.instar.engine.analysis;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Expression.FunctionCall;
import dev.instar.engine.sql.Expression.Literal;
import dev.instar.engine.sql.Expression.NamedArgument;
import dev.instar.engine.sql.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Arguments that are written with their names: brought into the order that the function has. */
final class NamedArguments {
  /** What a function calls its arguments, and what one is that is left out; none must be given. */
  private record Parameter(String name, String otherwise) {}

  private static final Map<String, List<Parameter>> FUNCTIONS =
      Map.of(
          "make_interval",
          List.of(
              new Parameter("years", "0"),
              new Parameter("months", "0"),
              new Parameter("weeks", "0"),
              new Parameter("days", "0"),
              new Parameter("hours", "0"),
              new Parameter("mins", "0"),
              new Parameter("secs", "0.0")),
          "make_date",
          List.of(new Parameter("year", ""), new Parameter("month", ""), new Parameter("day", "")),
          "jsonb_set",
          List.of(
              new Parameter("jsonb_in", ""),
              new Parameter("path", ""),
              new Parameter("replacement", ""),
              new Parameter("create_if_missing", "true")),
          "pg_create_logical_replication_slot",
          List.of(
              new Parameter("slot_name", ""),
              new Parameter("plugin", ""),
              new Parameter("temporary", "false"),
              new Parameter("twophase", "false"),
              new Parameter("failover", "false")),
          "pg_drop_replication_slot",
          List.of(new Parameter("slot_name", "")),
          "pg_logical_emit_message",
          List.of(
              new Parameter("transactional", ""),
              new Parameter("prefix", ""),
              new Parameter("message", ""),
              new Parameter("flush", "false")));

  private NamedArguments() {}

  static List<Expression> inOrder(FunctionCall call, Analysis analysis) {
    boolean named = call.arguments().stream().anyMatch(NamedArgument.class::isInstance);
    if (!named) {
      return call.arguments();
    }
    List<Parameter> parameters = FUNCTIONS.get(call.name().name());
    if (parameters == null) {
      throw analysis.unsupported(
          "a named argument of function " + call.name().name(), call.position());
    }
    Expression[] given = new Expression[parameters.size()];
    int positional = 0;
    boolean afterName = false;
    for (Expression argument : call.arguments()) {
      int place = positional;
      Expression value = argument;
      if (argument instanceof NamedArgument byName) {
        afterName = true;
        place = place(parameters, byName, call, analysis);
        value = byName.value();
      } else if (afterName) {
        throw analysis.error(
            SqlState.SYNTAX_ERROR,
            "positional argument cannot follow named argument",
            argument.position());
      } else {
        positional++;
      }
      if (place >= given.length || given[place] != null) {
        throw missing(call, analysis);
      }
      given[place] = value;
    }
    return filled(parameters, given, call, analysis);
  }

  private static int place(
      List<Parameter> parameters, NamedArgument argument, FunctionCall call, Analysis analysis) {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).name().equals(argument.name())) {
        return i;
      }
    }
    throw missing(call, analysis);
  }

  private static SqlException missing(FunctionCall call, Analysis analysis) {
    return analysis.error(
        SqlState.UNDEFINED_FUNCTION,
        "function " + call.name().name() + " does not exist with those arguments",
        call.position());
  }

  private static List<Expression> filled(
      List<Parameter> parameters, Expression[] given, FunctionCall call, Analysis analysis) {
    List<Expression> all = new ArrayList<>(given.length);
    for (int i = 0; i < given.length; i++) {
      String otherwise = parameters.get(i).otherwise();
      if (given[i] == null && otherwise.isEmpty()) {
        throw missing(call, analysis);
      }
      all.add(given[i] == null ? literal(otherwise, call.position()) : given[i]);
    }
    return all;
  }

  private static Expression literal(String text, Position position) {
    boolean number = Character.isDigit(text.charAt(0));
    return new Literal(number ? Literal.Kind.NUMBER : Literal.Kind.BOOLEAN, text, position);
  }
}
