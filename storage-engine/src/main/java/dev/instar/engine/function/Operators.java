package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Catalog.Operator;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.List;

/** Finds the operator that an expression means. PostgreSQL's manual, section 10.2. Stateless. */
public final class Operators {
  private Operators() {}

  /**
   * @param left null for a prefix operator; literals are of type unknown
   * @throws SqlException with 42883 if there is none, 42725 if several are as good
   */
  public static Resolved resolve(String symbol, DataType left, DataType right) {
    String name = symbol.equals("!=") ? "<>" : symbol;
    List<DataType> arguments = left == null ? List.of(right) : List.of(left, right);
    List<Candidate<Operator>> candidates = new ArrayList<>();
    for (Operator operator : Catalog.operatorsNamed(name)) {
      if ((operator.left() == null) == (left == null)) {
        List<DataType> parameters =
            left == null ? List.of(operator.right()) : List.of(operator.left(), operator.right());
        candidates.add(new Candidate<>(operator, parameters, -1));
      }
    }
    List<Candidate<Operator>> best = exact(candidates, arguments);
    if (best.isEmpty()) {
      best = Choice.best(candidates, arguments);
    }
    if (best.size() != 1) {
      throw failure(symbol, left, right, best.isEmpty());
    }
    return resolved(best.getFirst(), symbol, left, right);
  }

  /** Of the very types; a literal beside a known type is taken to be of that type. */
  private static List<Candidate<Operator>> exact(
      List<Candidate<Operator>> candidates, List<DataType> arguments) {
    List<DataType> assumed = arguments;
    if (arguments.size() == 2) {
      DataType left = arguments.get(0);
      DataType right = arguments.get(1);
      assumed = List.of(Choice.unknown(left) ? right : left, Choice.unknown(right) ? left : right);
    }
    List<DataType> wanted = assumed;
    return candidates.stream()
        .filter(
            c -> {
              for (int i = 0; i < wanted.size(); i++) {
                if (c.parameters().get(i).oid() != wanted.get(i).oid()) {
                  return false;
                }
              }
              return true;
            })
        .toList();
  }

  private static SqlException failure(
      String symbol, DataType left, DataType right, boolean missing) {
    String text = (left == null ? "" : left.sqlName() + " ") + symbol + " " + right.sqlName();
    return missing
        ? new SqlException(SqlState.UNDEFINED_FUNCTION, "operator does not exist: " + text)
            .with(
                SqlException.Field.HINT,
                left == null
                    ? "No operator matches the given name and argument type."
                        + " You might need to add an explicit type cast."
                    : "No operator matches the given name and argument types."
                        + " You might need to add explicit type casts.")
        : new SqlException(SqlState.AMBIGUOUS_FUNCTION, "operator is not unique: " + text)
            .with(
                SqlException.Field.HINT,
                "Could not choose a best candidate operator."
                    + " You might need to add explicit type casts.");
  }

  private static Resolved resolved(
      Candidate<Operator> candidate, String symbol, DataType left, DataType right) {
    List<DataType> arguments = left == null ? List.of(right) : List.of(left, right);
    List<DataType> actual =
        Polymorphism.resolve(candidate.parameters(), arguments, candidate.subject().result())
            .orElseThrow(() -> failure(symbol, left, right, true));
    DataType result = actual.removeLast();
    List<Cast> casts = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      casts.add(Casts.find(arguments.get(i), actual.get(i), Cast.Context.IMPLICIT).orElseThrow());
    }
    return new Resolved(candidate.subject().function(), casts, actual, -1, result);
  }
}
