package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the function that a call means. PostgreSQL's manual, section 10.3. Stateless. */
public final class Functions {
  private Functions() {}

  /** Whether there is any function of that name. */
  public static boolean exists(String name) {
    return !Catalog.functionsNamed(name).isEmpty();
  }

  /**
   * @param name folded, without a schema
   * @param arguments literals are of type unknown
   * @throws SqlException with 42883 if there is none, 42725 if several are as good
   */
  public static Resolved resolve(String name, List<DataType> arguments) {
    return resolve(name, arguments, false);
  }

  /**
   * @param spread whether the last argument was marked VARIADIC: an array of the further arguments
   */
  public static Resolved resolve(String name, List<DataType> arguments, boolean spread) {
    List<Candidate<Function>> candidates = new ArrayList<>();
    if (spread && !mayBeArray(arguments.getLast())) {
      throw new SqlException(SqlState.DATATYPE_MISMATCH, "VARIADIC argument must be an array");
    }
    for (Function function : Catalog.functionsNamed(name)) {
      candidate(function, arguments.size(), spread).ifPresent(candidates::add);
    }
    List<Candidate<Function>> exact =
        candidates.stream().filter(c -> sameTypes(c.parameters(), arguments)).toList();
    List<Candidate<Function>> best = !exact.isEmpty() ? exact : Choice.best(candidates, arguments);
    // Of two equal ones the one without a variadic array counts.
    if (best.size() > 1) {
      List<Candidate<Function>> plain = best.stream().filter(c -> c.gathered() < 0).toList();
      best = plain.isEmpty() ? best : plain;
    }
    if (best.isEmpty()) {
      throw missing(name, arguments);
    }
    if (best.size() > 1) {
      throw new SqlException(
              SqlState.AMBIGUOUS_FUNCTION,
              "function " + signature(name, arguments) + " is not unique")
          .with(
              SqlException.Field.HINT,
              "Could not choose a best candidate function."
                  + " You might need to add explicit type casts.");
    }
    return resolved(best.getFirst(), arguments);
  }

  private static boolean mayBeArray(DataType type) {
    return type.element().isPresent() || type.oid() == Types.UNKNOWN.oid();
  }

  private static boolean sameTypes(List<DataType> parameters, List<DataType> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      if (parameters.get(i).oid() != arguments.get(i).oid()) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Candidate<Function>> candidate(
      Function function, int count, boolean spread) {
    List<DataType> parameters = function.arguments();
    if (spread && function.variadic() == null) {
      return Optional.empty();
    }
    if (spread && function.variadic().name().equals("any")) {
      return count == parameters.size() ? Optional.of(spreading(function)) : Optional.empty();
    }
    if (function.variadic() == null || spread) {
      return count <= parameters.size() && count >= parameters.size() - function.defaults()
          ? Optional.of(new Candidate<>(function, parameters.subList(0, count), -1))
          : Optional.empty();
    }
    int fixed = parameters.size() - 1;
    if (count <= fixed) {
      return Optional.empty();
    }
    List<DataType> expanded = new ArrayList<>(parameters.subList(0, fixed));
    expanded.addAll(Collections.nCopies(count - fixed, function.variadic()));
    // VARIADIC "any" takes its arguments one by one.
    boolean any = function.variadic().name().equals("any");
    return Optional.of(new Candidate<>(function, expanded, any ? -1 : fixed));
  }

  /** VARIADIC "any" given as one array, whose elements it takes. */
  private static Candidate<Function> spreading(Function function) {
    Function spread = SpreadArguments.of(function);
    return new Candidate<>(spread, spread.arguments(), -1);
  }

  private static Resolved resolved(Candidate<Function> candidate, List<DataType> arguments) {
    Function function = candidate.subject();
    List<DataType> actual =
        Polymorphism.resolve(candidate.parameters(), arguments, function.result())
            .orElseThrow(
                () ->
                    new SqlException(
                        SqlState.DATATYPE_MISMATCH,
                        "could not determine polymorphic type because input has type unknown"));
    DataType result = actual.removeLast();
    List<Cast> casts = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      boolean text = actual.get(i).name().equals("unknown") && !function.name().equals("pg_typeof");
      DataType to = text ? Types.TEXT : actual.get(i);
      casts.add(Casts.find(arguments.get(i), to, Cast.Context.IMPLICIT).orElseThrow());
      actual.set(i, to);
    }
    if (candidate.gathered() >= 0) {
      DataType element = actual.get(candidate.gathered());
      actual = new ArrayList<>(actual.subList(0, candidate.gathered()));
      actual.add(Types.arrayOf(element).orElseThrow());
    }
    return new Resolved(function, casts, actual, candidate.gathered(), result);
  }

  static String signature(String name, List<DataType> arguments) {
    return name
        + arguments.stream().map(DataType::sqlName).collect(Collectors.joining(", ", "(", ")"));
  }

  private static SqlException missing(String name, List<DataType> arguments) {
    return new SqlException(
            SqlState.UNDEFINED_FUNCTION,
            "function " + signature(name, arguments) + " does not exist")
        .with(
            SqlException.Field.HINT,
            "No function matches the given name and argument types."
                + " You might need to add explicit type casts.");
  }
}
